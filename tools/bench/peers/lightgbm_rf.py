"""LightGBM in random forest mode: `boosting_type="rf"`.

It is no forest in Breiman's sense, and what differs stays: a class of its own gets a tree of its own, rows are
drawn without replacement (the 63.2 % that a bootstrap holds), and trees grow by their best leaf.
"""

from importlib.metadata import version

from lightgbm import LGBMClassifier, LGBMRegressor

from service import serve

BOOTSTRAP_SHARE = 0.632
"""Distinct rows in a bootstrap sample: 1 - 1/e."""

MAX_LEAVES = 131_072
"""LightGBM's own limit; depth is not limited."""

HISTOGRAM_MEGABYTES = 1_024
"""Otherwise it keeps a histogram for each of the leaves that a tree might have: gigabytes."""


def fit(split, settings):
    rows, features = split.x_train.shape
    Forest = LGBMClassifier if split.task == "classification" else LGBMRegressor
    forest = Forest(
        boosting_type="rf",
        n_estimators=settings["trees"],
        num_leaves=max(2, min(MAX_LEAVES, rows)),
        max_depth=settings["maxDepth"] or -1,
        min_child_samples=1,
        min_child_weight=0,
        subsample=BOOTSTRAP_SHARE,
        subsample_freq=1,
        feature_fraction_bynode=settings["featuresPerSplit"] / features,
        histogram_pool_size=HISTOGRAM_MEGABYTES,
        random_state=settings["seed"],
        n_jobs=settings["threads"],
        verbosity=-1,
    )
    return forest.fit(split.x_train, split.y_train)


def predict(forest, split):
    threads = forest.get_params()["n_jobs"]
    if split.task == "classification":
        return forest.predict_proba(split.x_test, num_threads=threads)
    return forest.predict(split.x_test, num_threads=threads)


serve("lightgbm", {"lightgbm": version("lightgbm")}, fit, predict)
