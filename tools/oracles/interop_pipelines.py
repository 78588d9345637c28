"""Pipelines and columns of categories for interop-scikit-learn.py, and the rows to ask them."""

import numpy as np
import pandas as pd
import sklearn
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer, make_column_transformer
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import (
    MaxAbsScaler,
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    RobustScaler,
    StandardScaler,
)
from sklearn.tree import DecisionTreeRegressor

VERSION = tuple(map(int, sklearn.__version__.split(".")[:2]))
SMALL = {"max_depth": 4, "random_state": 1}
NUMBERS = ["age", "income", "score"]
TEXTS = ["city", "plan"]
EARLY = {"early_stopping": False, "max_iter": 4, "max_leaf_nodes": 8, "min_samples_leaf": 5, "random_state": 1}


def pipeline_cases():
    """Yields (case, estimator, target, whether values are missing, how it is saved)."""
    scaled = [StandardScaler(), MinMaxScaler((-2, 3)), MaxAbsScaler(), RobustScaler()]
    clipped = MinMaxScaler(clip=True)
    for scaler in scaled:
        name = type(scaler).__name__.replace("Scaler", "").lower()
        yield f"scaled-{name}", make_pipeline(on(NUMBERS, scaler), RandomForestRegressor(3, **SMALL)), "quantity", False, "pickle-5"
    yield "scaled-clip", make_pipeline(on(NUMBERS, clipped), GradientBoostingRegressor(n_estimators=4, random_state=1)), "quantity", False, "pickle-4"
    yield "scaled-twice", make_pipeline(on(NUMBERS, make_pipeline(StandardScaler(with_mean=False), RobustScaler(with_scaling=False), MinMaxScaler())), HistGradientBoostingRegressor(**EARLY)), "quantity", True, "joblib"
    usual = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), NUMBERS),
        (make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), TEXTS),
    )
    yield "usual", make_pipeline(usual, RandomForestClassifier(5, **SMALL)), "names", True, "joblib"
    rare = make_column_transformer(
        (OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=25), ["city"]),
        (OneHotEncoder(drop="first", handle_unknown="ignore"), ["plan"]),
        (SimpleImputer(strategy="constant", fill_value=-1), ["age"]),
        remainder="drop",
    )
    yield "rare", make_pipeline(rare, ExtraTreesClassifier(5, **SMALL)), "binary", True, "pickle-2"
    binary = make_column_transformer((OneHotEncoder(drop="if_binary"), TEXTS), (SimpleImputer(), NUMBERS))
    yield "one-hot-binary", make_pipeline(binary, GradientBoostingClassifier(n_estimators=4, random_state=1)), "names", True, "pickle-5"
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    ordinal = ColumnTransformer([("codes", codes, TEXTS), ("left", "drop", ["score"])], remainder="passthrough")
    yield "ordinal", Pipeline([("columns", ordinal), ("nothing", "passthrough"), ("trees", HistGradientBoostingClassifier(categorical_features=[0], **EARLY))]), "binary", True, "pickle-5"
    strict = make_column_transformer((OrdinalEncoder(), TEXTS), (MaxAbsScaler(), NUMBERS))
    yield "ordinal-scaled", make_pipeline(make_column_transformer((make_pipeline(OrdinalEncoder(), StandardScaler()), TEXTS), remainder="passthrough"), DecisionTreeRegressor(**SMALL)), "quantity", False, "pickle-4"
    yield "nested", Pipeline([("inner", Pipeline([("columns", strict)])), ("trees", Pipeline([("trees", RandomForestRegressor(3, **SMALL))]))]), "quantity", False, "joblib-gzip"
    numbers = make_pipeline(SimpleImputer(), MinMaxScaler(), RandomForestRegressor(3, **SMALL))
    yield "numbers", numbers, "array", True, "pickle-5"
    yield "hist-codes", HistGradientBoostingRegressor(categorical_features=[2], **EARLY), "array", True, "pickle-5"
    if VERSION >= (1, 4):
        yield "hist-categories", HistGradientBoostingClassifier(categorical_features="from_dtype", **EARLY), "names", True, "joblib"
        yield "hist-named", HistGradientBoostingRegressor(categorical_features=TEXTS, **EARLY), "quantity", True, "pickle-5"
    for name, inner in (("forest", RandomForestClassifier(4, **SMALL)), ("boosting", GradientBoostingClassifier(n_estimators=4, loss="exponential", random_state=1)), ("hist", HistGradientBoostingClassifier(**EARLY))):
        yield f"calibrated-{name}", CalibratedClassifierCV(inner, ensemble=False, cv=3), "array-binary", False, "pickle-5"
    yield "isolation", IsolationForest(n_estimators=6, max_samples=64, random_state=1), "array", False, "pickle-5"
    yield "isolation-drawn", make_pipeline(StandardScaler(), IsolationForest(n_estimators=5, max_samples=50, max_features=2, random_state=1)), "array", False, "joblib"
    if VERSION >= (1, 8):
        from sklearn.frozen import FrozenEstimator

        frozen = FrozenEstimator(make_pipeline(StandardScaler(), RandomForestClassifier(3, **SMALL)).fit(*frozen_rows()))
        yield "calibrated-frozen", CalibratedClassifierCV(frozen), "array-binary", False, "joblib"
        yield "calibrated-temperature", CalibratedClassifierCV(HistGradientBoostingClassifier(**EARLY), method="temperature", ensemble=False, cv=3), "array-binary", False, "pickle-5"
        yield "skops-usual", make_pipeline(usual, RandomForestClassifier(3, **SMALL)), "names", True, "skops-deflated"
        yield "skops-categories", HistGradientBoostingClassifier(categorical_features="from_dtype", **EARLY), "binary", True, "skops-deflated"
        yield "skops-ordinal", Pipeline([("columns", ordinal), ("trees", ExtraTreesClassifier(3, **SMALL))]), "binary", True, "skops-deflated"
        yield "skops-boosting", make_pipeline(RobustScaler(), GradientBoostingRegressor(n_estimators=3, random_state=1)), "array", False, "skops-deflated"
        yield "skops-tree", DecisionTreeRegressor(max_depth=2, random_state=1), "array", True, "skops"
        yield "skops-calibrated", CalibratedClassifierCV(GradientBoostingClassifier(n_estimators=3, random_state=1), ensemble=False, cv=3), "array-binary", False, "skops-deflated"
        yield "skops-isolation", IsolationForest(n_estimators=3, max_samples=40, random_state=1), "array", False, "skops-deflated"
        grouped = OrdinalEncoder(min_frequency=20, handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2)
        yield "ordinal-rare", make_pipeline(make_column_transformer((grouped, TEXTS), (SimpleImputer(), NUMBERS)), RandomForestRegressor(3, **SMALL)), "quantity", True, "pickle-5"


def frozen_rows():
    rng = np.random.RandomState(5)
    table = table_of(rng, False)
    return table[NUMBERS].to_numpy(), target_of(rng, table) > 0.5


def on(columns, transformer):
    return ColumnTransformer([("some", transformer, columns)], remainder="drop")


def table_of(rng, missing):
    table = pd.DataFrame(
        {
            "age": rng.normal(40, 12, 200),
            "income": rng.exponential(3e4, 200),
            "score": rng.randint(0, 9, 200).astype(float),
            "city": rng.choice(["Oslo", "Łódź", "Córdoba", "Rare", "Lone"], 200, p=[0.4, 0.3, 0.2, 0.06, 0.04]).astype(object),
            "plan": rng.choice(["free", "paid"], 200).astype(object),
        }
    )
    if missing:
        for column in table:
            table.loc[rng.random_sample(200) < 0.1, column] = np.nan
    return table


def target_of(rng, table):
    return (
        (table["age"].fillna(30) - 40) / 12
        + (table["income"].fillna(0) > 2e4)
        + table["city"].map({"Oslo": 1.0, "Córdoba": -2.0}).fillna(0)
        + (table["plan"] == "paid") * table["score"].fillna(4) / 4
        + rng.normal(0, 0.2, len(table))
    ).to_numpy()


def questions(model, table, rng):
    """Rows of training, with numbers beside the thresholds of scaled columns, and a text that training did not see."""
    rows = table.iloc[:60].copy()
    for column in NUMBERS:
        around = rng.choice(table[column].dropna(), 30)
        rows.iloc[30:60, rows.columns.get_loc(column)] = np.nextafter(around, rng.choice([-np.inf, np.inf], 30))
    strange = rows.iloc[:3].copy()
    strange["city"] = "Nowhere"
    try:
        model.predict(strange)
    except ValueError:
        return rows
    return pd.concat([rows, strange])


def solve(model, columns):
    """Numbers at the thresholds of a pipeline of one scaler, as near as its inverse gets, and their neighbours."""
    scaler = model[0].named_transformers_["some"]
    trees = [tree.tree_ for tree in np.ravel(model[-1].estimators_)]
    found = {column: [] for column in columns}
    for tree in trees:
        for feature, threshold in zip(tree.feature, tree.threshold):
            if feature < 0:
                continue
            point = np.zeros((1, len(columns)))
            point[0, feature] = threshold
            middle = scaler.inverse_transform(point)[0, feature]
            spread = np.spacing(np.float32(threshold)) * np.abs(getattr(scaler, "scale_", np.ones(len(columns)))[feature])
            found[columns[feature]].extend([middle, np.nextafter(middle, -np.inf), np.nextafter(middle, np.inf), middle + spread / 2, middle - spread / 2])
    return {column: np.resize(numbers or [0.0], 90) for column, numbers in found.items()}
