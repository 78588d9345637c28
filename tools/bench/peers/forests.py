"""Forests of the libraries that Python has: `python forests.py scikit-learn`, `lightgbm` or `xgboost`.

Those of LightGBM and XGBoost are none in Breiman's sense, and what differs stays: a class of its own gets a tree of
its own, and rows are drawn without replacement (the 63.2 % that a bootstrap holds).
"""

import gc
import sys
import time
from importlib import import_module

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


LIBRARIES = {
    "scikit-learn": ("sklearn.ensemble", "RandomForest", scikit_learn, ["scikit-learn", "numpy"]),
    "lightgbm": ("lightgbm", "LGBM", lightgbm, ["lightgbm"]),
    "xgboost": ("xgboost", "XGBRF", xgboost, ["xgboost-cpu"]),
}
"""The module, how its classes' names begin, our settings as its own, and the packages whose versions count."""


class Forests:
    """What service.py says, by one library."""

    def __init__(self, module, prefix, parameters):
        self.classes = [
            getattr(import_module(module), prefix + kind) for kind in ("Regressor", "Classifier")
        ]
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
        start = time.perf_counter()
        self.forest = self.classes[split.is_classification](
            n_estimators=settings["trees"],
            random_state=settings["seed"],
            n_jobs=settings["threads"],
            **self.parameters(settings, *split.x_train.shape),
        ).fit(split.x_train, split.y_train)
        return {"seconds": time.perf_counter() - start}

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
serve(packages, Forests(*library))
