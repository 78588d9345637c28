"""XGBoost's random forest: one boosting round of many trees.

As with LightGBM, a class gets trees of its own and rows are drawn without replacement.
"""

from importlib.metadata import version

from xgboost import XGBRFClassifier, XGBRFRegressor

from service import serve

BOOTSTRAP_SHARE = 0.632
"""Distinct rows in a bootstrap sample: 1 - 1/e."""

ROUNDING = 1e-6
"""XGBoost rounds the number of features down, and 4/20 of 20 must stay 4."""

UNLIMITED_DEPTH = 0


def fit(split, settings):
    features = split.x_train.shape[1]
    share = (settings["featuresPerSplit"] + ROUNDING) / features
    Forest = XGBRFClassifier if split.task == "classification" else XGBRFRegressor
    forest = Forest(
        n_estimators=settings["trees"],
        tree_method="hist",
        max_depth=settings["maxDepth"] or UNLIMITED_DEPTH,
        min_child_weight=0,
        reg_lambda=0,
        subsample=BOOTSTRAP_SHARE,
        colsample_bynode=min(1.0, share),
        random_state=settings["seed"],
        n_jobs=settings["threads"],
    )
    return forest.fit(split.x_train, split.y_train)


def predict(forest, split):
    if split.task == "classification":
        return forest.predict_proba(split.x_test)
    return forest.predict(split.x_test)


serve("xgboost", {"xgboost": version("xgboost-cpu")}, fit, predict)
