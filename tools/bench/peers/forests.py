"""Forests and boosting of the libraries that Python has: `python forests.py NAME`, a key of LIBRARIES.

Forests of LightGBM and XGBoost are none in Breiman's sense, and what differs stays: a class of its own gets a tree of
its own, and rows are drawn without replacement (the 63.2 % that a bootstrap holds).
"""

import gc
import sys
import time
from importlib import import_module

from threadpoolctl import threadpool_limits

from service import Split, serve, write_answers

BOOTSTRAP_SHARE = 0.632
"""Distinct rows in a bootstrap sample: 1 - 1/e."""

LIGHTGBM_MAX_LEAVES = 131_072
"""LightGBM's own limit; depth is not limited. Its trees grow by their best leaf."""

LIGHTGBM_HISTOGRAM_MEGABYTES = 1_024
"""Otherwise it keeps a histogram for each of the leaves that a tree might have: gigabytes."""

XGBOOST_ROUNDING = 1e-6
"""XGBoost rounds the number of features down, and 4/20 of 20 must stay 4."""


def scikit_learn(settings, rows, features):
    return {"max_features": settings["featuresPerSplit"], "max_depth": settings["maxDepth"]}


def lightgbm(settings, rows, features):
    return {
        "boosting_type": "rf",
        "num_leaves": max(2, min(LIGHTGBM_MAX_LEAVES, rows)),
        "max_depth": settings["maxDepth"] or -1,
        "min_child_samples": 1,
        "min_child_weight": 0,
        "subsample": BOOTSTRAP_SHARE,
        "subsample_freq": 1,
        "feature_fraction_bynode": settings["featuresPerSplit"] / features,
        "histogram_pool_size": LIGHTGBM_HISTOGRAM_MEGABYTES,
        "verbosity": -1,
    }


def xgboost(settings, rows, features):
    """One boosting round of many trees; depth 0 is unlimited."""
    share = (settings["featuresPerSplit"] + XGBOOST_ROUNDING) / features
    return {
        "tree_method": "hist",
        "max_depth": settings["maxDepth"] or 0,
        "min_child_weight": 0,
        "reg_lambda": 0,
        "subsample": BOOTSTRAP_SHARE,
        "colsample_bynode": min(1.0, share),
    }


def ydf(settings, rows, features):
    """Out-of-bag scores are part of its default, but not of what the others do."""
    return {
        "num_candidate_attributes": settings["featuresPerSplit"],
        "max_depth": settings["maxDepth"] or -1,
        "min_examples": 1,
        "winner_take_all": False,
        "compute_oob_performances": False,
    }


BOOSTING = {
    "scikit-learn": {"max_iter": 100, "max_leaf_nodes": 31, "early_stopping": False},
    "lightgbm": {"n_estimators": 100, "num_leaves": 31, "verbosity": -1},
    "xgboost": {
        "n_estimators": 100,
        "tree_method": "hist",
        "grow_policy": "lossguide",
        "max_leaves": 31,
        "max_depth": 0,
    },
    "ydf": {
        "num_trees": 100,
        "growing_strategy": "BEST_FIRST_GLOBAL",
        "max_num_nodes": 31,
        "max_depth": -1,
        "validation_ratio": 0,
        "early_stopping": "NONE",
    },
}
"""Equal shapes; all else is each library's default. scikit-learn has as many threads as OpenMP gives it."""

LIBRARIES = {
    "scikit-learn": ("sklearn.ensemble", "RandomForest", "HistGradientBoosting", scikit_learn, ["scikit-learn", "numpy"]),
    "onedal": ("sklearnex.ensemble", "RandomForest", None, scikit_learn, ["scikit-learn-intelex", "daal"]),
    "ydf": ("ydf_estimators", "RandomForest", "GradientBoostedTrees", ydf, ["ydf"]),
    "lightgbm": ("lightgbm", "LGBM", "LGBM", lightgbm, ["lightgbm"]),
    "xgboost": ("xgboost", "XGBRF", "XGB", xgboost, ["xgboost-cpu"]),
}
"""The module, how its classes' names begin (of forests and of boosting), a forest's settings as its own, and the
packages whose versions count."""


SCIKIT_LEARN_NAMES = {
    "trees": "n_estimators",
    "threads": "n_jobs",
    "seed": "random_state",
    "step": "learning_rate",
}
NAMES = {
    "ydf": {
        "trees": "num_trees",
        "threads": "num_threads",
        "seed": "random_seed",
        "step": "shrinkage",
    }
}
"""What a library calls what all have, where it does not follow scikit-learn."""


class Forests:
    """What service.py says, by one library."""

    def __init__(self, name, module, forest, boosting, parameters):
        self.name = name
        self.classes = {
            learner: [
                getattr(import_module(module), prefix + kind) for kind in ("Regressor", "Classifier")
            ]
            for learner, prefix in (("forest", forest), ("boosting", boosting))
            if prefix is not None
        }
        self.parameters = parameters
        self.split = self.forest = None

    def load(self, folder):
        self.forest = None
        self.split = Split(folder)

    def fit(self, settings):
        # The previous forest is freed and its memory collected before the clock starts.
        self.forest = None
        gc.collect()
        split = self.split
        chosen = self.classes[settings["learner"]][split.is_classification]
        start = time.perf_counter()
        with threadpool_limits(settings["threads"]):
            self.forest = chosen(**self.arguments(settings)).fit(split.x_train, split.y_train)
        return {"seconds": time.perf_counter() - start}

    def arguments(self, settings):
        names = NAMES.get(self.name, SCIKIT_LEARN_NAMES)
        threads = {names["threads"]: settings["threads"]}
        seed = {names["seed"]: settings["seed"]}
        if settings["learner"] == "boosting":
            own = {names["step"]: 0.1, **seed, **BOOSTING[self.name]}
            return own if self.name == "scikit-learn" else {**own, **threads}
        return {
            names["trees"]: settings["trees"],
            **seed,
            **threads,
            **self.parameters(settings, *self.split.x_train.shape),
        }

    def predict(self, output):
        start = time.perf_counter()
        if self.split.is_classification:
            scores = self.forest.predict_proba(self.split.x_test)
        else:
            scores = self.forest.predict(self.split.x_test)
        seconds = time.perf_counter() - start
        write_answers(scores, output)
        return {"seconds": seconds}


*library, packages = LIBRARIES[sys.argv[1]]
serve(packages, Forests(sys.argv[1], *library))
