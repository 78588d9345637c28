"""Estimators that hold others, and steps that choose columns, for interop-scikit-learn.py."""

import numpy as np
from interop_pipelines import NUMBERS, SMALL, TEXTS, VERSION, on
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor, make_column_transformer
from sklearn.ensemble import (
    AdaBoostClassifier,
    BaggingClassifier,
    BaggingRegressor,
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingRegressor,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
    VotingClassifier,
    VotingRegressor,
)
from sklearn.feature_selection import (
    RFE,
    GenericUnivariateSelect,
    SelectFdr,
    SelectFpr,
    SelectFromModel,
    SelectFwe,
    SelectKBest,
    SelectPercentile,
    SequentialFeatureSelector,
    VarianceThreshold,
    f_regression,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Lasso, LogisticRegression
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import Binarizer, KBinsDiscretizer, MaxAbsScaler, MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor


def ensemble_cases():
    """As pipeline_cases."""
    grid = GridSearchCV(RandomForestClassifier(3, random_state=1), {"max_depth": [2, 3]}, cv=2, scoring="roc_auc")
    yield "grid", grid, "array-binary", False, "pickle-5"
    coded = make_column_transformer((OneHotEncoder(handle_unknown="ignore"), TEXTS), remainder="drop")
    drawn = RandomizedSearchCV(make_pipeline(coded, RandomForestRegressor(3, **SMALL)), {"randomforestregressor__n_estimators": [2, 3]}, n_iter=2, cv=2, random_state=1)
    yield "randomized", drawn, "quantity", False, "joblib"
    forests = [("a", RandomForestClassifier(4, **SMALL)), ("b", ExtraTreesClassifier(4, **SMALL))]
    yield "voting", VotingClassifier(forests, voting="soft"), "array-binary", False, "pickle-5"
    several = [*forests, ("c", "drop"), ("d", make_pipeline(StandardScaler(), RandomForestClassifier(2, **SMALL))), ("e", DecisionTreeClassifier(**SMALL))]
    yield "voting-weights", VotingClassifier(several, voting="soft", weights=[2, 1, 5, 1, 0.5]), "array-three", False, "joblib"
    yield "voting-columns", VotingClassifier([("a", make_pipeline(on(NUMBERS[:2], "passthrough"), forests[0][1])), ("b", make_pipeline(coded, ExtraTreesClassifier(4, **SMALL)))], voting="soft"), "names", False, "pickle-4"
    regressors = [("a", RandomForestRegressor(3, **SMALL)), ("b", HistGradientBoostingRegressor(max_iter=4)), ("c", GradientBoostingRegressor(n_estimators=3, random_state=1))]
    yield "voting-quantity", VotingRegressor(regressors), "array", False, "pickle-5"
    yield "voting-quantity-weights", VotingRegressor([*regressors, ("d", "drop"), ("e", ExtraTreesRegressor(2, **SMALL))], weights=[1, 2, 0.5, 3, 1]), "array", False, "joblib"
    yield "bagging", BaggingClassifier(n_estimators=6, random_state=1), "array-binary", False, "pickle-5"
    yield "bagging-few", BaggingClassifier(n_estimators=8, max_samples=4, max_features=2, bootstrap_features=True, random_state=2), "array-three", False, "joblib"
    yield "bagging-forests", BaggingClassifier(ExtraTreesClassifier(2, **SMALL), n_estimators=3, max_features=2, random_state=2), "array-names", False, "pickle-2"
    yield "bagging-quantity", BaggingRegressor(n_estimators=5, max_features=2, random_state=1), "array", False, "pickle-4"
    yield "bagging-boosting", BaggingRegressor(GradientBoostingRegressor(n_estimators=3, random_state=1), n_estimators=2, random_state=1), "array", False, "joblib-gzip"
    samme = {"algorithm": "SAMME"} if VERSION < (1, 6) else {}
    yield "ada", AdaBoostClassifier(n_estimators=6, random_state=1, **samme), "array-binary", False, "pickle-5"
    yield "ada-three", AdaBoostClassifier(DecisionTreeClassifier(max_depth=2), n_estimators=5, random_state=1, **samme), "array-names", False, "joblib"
    if VERSION < (1, 6):
        yield "ada-real", AdaBoostClassifier(DecisionTreeClassifier(max_depth=3), n_estimators=5, random_state=1, algorithm="SAMME.R"), "array-binary", False, "pickle-5"
        yield "ada-real-three", AdaBoostClassifier(DecisionTreeClassifier(max_depth=2), n_estimators=4, random_state=1, algorithm="SAMME.R"), "array-three", False, "joblib"
    yield "log-target", TransformedTargetRegressor(RandomForestRegressor(4, **SMALL), func=np.log1p, inverse_func=np.expm1), "array-positive", False, "pickle-5"
    yield "log-target-boosting", TransformedTargetRegressor(make_pipeline(StandardScaler(), GradientBoostingRegressor(n_estimators=4, random_state=1)), func=np.log, inverse_func=np.exp), "array-positive", False, "pickle-2"
    for scaler in (StandardScaler(), MinMaxScaler(), RobustScaler()):
        name = type(scaler).__name__.replace("Scaler", "").lower()
        yield f"target-{name}", TransformedTargetRegressor(DecisionTreeRegressor(max_depth=3), transformer=scaler), "array-positive", False, "joblib"
    yield "target-hist", TransformedTargetRegressor(HistGradientBoostingRegressor(max_iter=4), transformer=StandardScaler()), "array-positive", True, "pickle-5"
    yield "select-best", make_pipeline(SelectKBest(k=2), RandomForestClassifier(3, **SMALL)), "array-binary", False, "pickle-5"
    yield "select-percentile", make_pipeline(SelectPercentile(percentile=40), RandomForestClassifier(3, **SMALL)), "array-three", False, "joblib"
    yield "select-variance", make_pipeline(VarianceThreshold(10), RandomForestClassifier(3, **SMALL)), "array-binary", False, "joblib"
    yield "select-eliminated", make_pipeline(RFE(DecisionTreeClassifier(random_state=1), n_features_to_select=2), RandomForestClassifier(3, **SMALL)), "array-binary", False, "pickle-4"
    yield "select-sequence", make_pipeline(SequentialFeatureSelector(DecisionTreeRegressor(max_depth=2), n_features_to_select=1, cv=2), RandomForestRegressor(3, **SMALL)), "array", False, "pickle-5"
    encoded = make_column_transformer((make_pipeline(OneHotEncoder(handle_unknown="ignore"), SelectKBest(k=3)), TEXTS), (SelectKBest(k=1), NUMBERS))
    yield "select-encoded", make_pipeline(encoded, RandomForestClassifier(3, **SMALL)), "names", False, "joblib"
    bins = KBinsDiscretizer(4, encode="ordinal", strategy="uniform")
    yield "bins", make_pipeline(on(NUMBERS, bins), RandomForestRegressor(3, **SMALL)), "quantity", False, "pickle-5"
    if VERSION >= (1, 3):
        from sklearn.preprocessing import TargetEncoder

        for target in ("binary", "names", "quantity"):
            means = make_column_transformer((TargetEncoder(random_state=1), TEXTS), (StandardScaler(), NUMBERS[:1]))
            trees = RandomForestRegressor(3, **SMALL) if target == "quantity" else RandomForestClassifier(3, **SMALL)
            yield f"target-means-{target}", make_pipeline(means, trees), target, True, "joblib"
    if VERSION >= (1, 8):
        yield "skops-voting", VotingClassifier(forests, voting="soft"), "array-binary", False, "skops-deflated"
        yield "skops-grid", grid, "array-binary", False, "skops-deflated"
        yield "skops-bagging", BaggingClassifier(n_estimators=3, max_features=2, random_state=1), "array-three", False, "skops-deflated"
        yield "skops-ada", AdaBoostClassifier(n_estimators=3, random_state=1), "array-names", False, "skops-deflated"
        yield "skops-target", TransformedTargetRegressor(RandomForestRegressor(2, **SMALL), transformer=StandardScaler()), "array-positive", False, "skops-deflated"
        yield "skops-select", make_pipeline(SelectKBest(k=2), RandomForestClassifier(3, **SMALL)), "array-binary", False, "skops-deflated"
    yield from step_cases()


def step_cases():
    """Steps that pipeline_cases has not."""
    dense = {"sparse_output": False}
    yield "bins-hot", make_pipeline(on(NUMBERS, KBinsDiscretizer(4, encode="onehot")), RandomForestRegressor(4, max_depth=6, random_state=1)), "quantity", False, "pickle-5"
    filled = make_pipeline(SimpleImputer(), StandardScaler(), KBinsDiscretizer(5, encode="onehot-dense", strategy="uniform"))
    both = make_column_transformer((filled, NUMBERS), ("passthrough", NUMBERS[:1]), (OneHotEncoder(handle_unknown="ignore", **dense), TEXTS))
    yield "bins-hot-filled", make_pipeline(both, HistGradientBoostingRegressor(max_iter=6, early_stopping=False, min_samples_leaf=3)), "quantity", True, "joblib"
    yield "bins-hot-boosting", make_pipeline(KBinsDiscretizer(6, encode="onehot"), StandardScaler(with_mean=False), GradientBoostingRegressor(n_estimators=5, random_state=1)), "array", False, "pickle-4"
    yield "binarized", make_pipeline(make_column_transformer((make_pipeline(SimpleImputer(), Binarizer(threshold=4)), NUMBERS), ("passthrough", NUMBERS)), HistGradientBoostingRegressor(max_iter=4, early_stopping=False)), "quantity", True, "pickle-5"
    yield "union", make_pipeline(make_union(StandardScaler(), "passthrough", KBinsDiscretizer(3, encode="ordinal")), RandomForestRegressor(4, **SMALL)), "array", False, "pickle-5"
    columns = make_union(on(NUMBERS, MaxAbsScaler()), make_column_transformer((OneHotEncoder(handle_unknown="ignore"), TEXTS)))
    yield "union-columns", make_pipeline(columns, ExtraTreesClassifier(4, **SMALL)), "names", False, "joblib"
    encoded = make_column_transformer((StandardScaler(), NUMBERS), (OneHotEncoder(handle_unknown="ignore"), TEXTS))
    for name, estimator, options in (
        ("forest", RandomForestRegressor(5, random_state=1), {}),
        ("boosting", GradientBoostingRegressor(n_estimators=5, random_state=1), {"threshold": "1.5*median"}),
        ("lasso", Lasso(0.1), {"max_features": 3}),
    ):
        yield f"select-by-{name}", make_pipeline(encoded, SelectFromModel(estimator, **options), RandomForestRegressor(4, **SMALL)), "quantity", False, "pickle-5"
    logistic = SelectFromModel(LogisticRegression(C=0.05, max_iter=500), threshold="0.8*mean")
    yield "select-by-logistic", make_pipeline(encoded, logistic, RandomForestClassifier(4, **SMALL)), "names", False, "joblib"
    for name, step in (("fpr", SelectFpr(f_regression)), ("fdr", SelectFdr(f_regression)), ("fwe", SelectFwe(f_regression, alpha=0.2)), ("generic", GenericUnivariateSelect(f_regression, mode="k_best", param=2))):
        yield f"select-{name}", make_pipeline(encoded, step, RandomForestRegressor(3, **SMALL)), "quantity", False, "pickle-5"
    listed = make_column_transformer((OneHotEncoder(drop=["Oslo", "free"]), TEXTS), ("passthrough", NUMBERS))
    yield "one-hot-listed", make_pipeline(listed, RandomForestRegressor(3, **SMALL)), "quantity", False, "pickle-5"
    if VERSION >= (1, 8):
        yield "skops-steps", make_pipeline(make_union(KBinsDiscretizer(3, encode="onehot-dense"), StandardScaler()), SelectFromModel(RandomForestRegressor(5, random_state=1)), RandomForestRegressor(3, **SMALL)), "array", False, "skops-deflated"
    weighted = ColumnTransformer([("a", StandardScaler(), NUMBERS), ("b", OneHotEncoder(handle_unknown="ignore"), TEXTS)], transformer_weights={"a": 0.1, "b": 3})
    yield "weighted", make_pipeline(weighted, RandomForestRegressor(4, **SMALL)), "quantity", False, "joblib"
