"""scikit-learn's random forest."""

from importlib.metadata import version

from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

from service import serve


def fit(split, settings):
    Forest = RandomForestClassifier if split.task == "classification" else RandomForestRegressor
    forest = Forest(
        n_estimators=settings["trees"],
        max_features=settings["featuresPerSplit"],
        max_depth=settings["maxDepth"],
        random_state=settings["seed"],
        n_jobs=settings["threads"],
    )
    return forest.fit(split.x_train, split.y_train)


def predict(forest, split):
    if split.task == "classification":
        return forest.predict_proba(split.x_test)
    return forest.predict(split.x_test)


serve(
    "scikit-learn",
    {"scikit-learn": version("scikit-learn"), "numpy": version("numpy")},
    fit,
    predict,
)
