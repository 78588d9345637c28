"""Golden files for libs/interop: models that XGBoost and LightGBM saved, with what they predict.

    python make-interop.py OUTPUT_DIR

Each input holds the file as the library wrote it (UBJ in base64) and rows; null is a missing value. Margins are the
sums before the link, as the library gives them.
"""

import base64

import lightgbm as lgb
import numpy as np
import pandas as pd
import xgboost as xgb
from golden import GoldenFolder

ROWS = 300
ASKED = 60


def table(rng, levels=(6, 40)):
    """Two numbers, a small and a large category as codes, and a number with many ties; a tenth is missing."""
    x = np.column_stack(
        [
            rng.normal(0, 3, ROWS),
            rng.exponential(2, ROWS),
            rng.integers(0, levels[0], ROWS),
            rng.integers(0, levels[1], ROWS),
            rng.integers(-3, 4, ROWS),
        ]
    ).astype(float)
    x[rng.random(x.shape) < 0.1] = np.nan
    return x


def score_of(x):
    full = np.nan_to_num(x, nan=0.7)
    return full[:, 0] + np.sin(full[:, 1]) * 2 + (full[:, 2] % 3) + (full[:, 3] % 7) / 3 - full[:, 4] / 2


def targets(rng, x):
    s = score_of(x) + rng.normal(0, 0.5, len(x))
    return {
        "quantity": np.round(s, 3),
        "positive": np.round(np.exp(s / 4), 4),
        "count": rng.poisson(np.exp(s / 5)).astype(float),
        "share": np.round(1 / (1 + np.exp(-s / 3)), 4),
        "binary": (s > np.median(s)).astype(float),
        "three": np.digitize(s, np.quantile(s, [0.4, 0.7])).astype(float),
    }


def asked(rng, x, thresholds=()):
    """Rows of training, and hostile ones: values at thresholds, beyond ranges, missing, zeros."""
    rows = x[:ASKED].copy()
    rows[-1] = np.nan
    rows[-2] = 0
    rows[-3] = [-1e30, 1e30, 1, 3, 1e-36]
    rows[-4] = [1e-40, -0.0, 0, 0, 0]
    for i, value in enumerate(thresholds[:20]):
        rows[i, 0] = value
        rows[i, 1] = np.nextafter(np.float32(value), np.float32(-9e9))
    return rows


XGBOOST = [
    # case, target, parameters, rounds
    ("squarederror", "quantity", {"objective": "reg:squarederror"}, 12),
    ("base-score", "quantity", {"objective": "reg:squarederror", "base_score": 0.3}, 5),
    ("logistic", "binary", {"objective": "binary:logistic"}, 12),
    ("logitraw", "binary", {"objective": "binary:logitraw"}, 5),
    ("share", "share", {"objective": "reg:logistic"}, 8),
    ("poisson", "count", {"objective": "count:poisson"}, 8),
    ("gamma", "positive", {"objective": "reg:gamma"}, 8),
    ("tweedie", "positive", {"objective": "reg:tweedie"}, 8),
    ("absoluteerror", "quantity", {"objective": "reg:absoluteerror"}, 8),
    ("softprob", "three", {"objective": "multi:softprob", "num_class": 3}, 8),
    ("softmax", "three", {"objective": "multi:softmax", "num_class": 3}, 4),
    ("dart", "binary", {"objective": "binary:logistic", "booster": "dart", "rate_drop": 0.4}, 12),
    ("forest", "binary", {"objective": "binary:logistic", "num_parallel_tree": 5, "subsample": 0.6, "eta": 1}, 1),
    ("vector-leaves", "three", {"objective": "multi:softprob", "num_class": 3, "multi_strategy": "multi_output_tree"}, 6),
    ("categories", "quantity", {"objective": "reg:squarederror", "max_cat_to_onehot": 4}, 10),
    ("categories-binary", "binary", {"objective": "binary:logistic", "max_cat_to_onehot": 10}, 10),
    ("rank", "count", {"objective": "rank:pairwise"}, 4),
]


def xgboost_cases(golden):
    for seed, (case, target, parameters, rounds) in enumerate(XGBOOST):
        rng = np.random.default_rng(seed)
        x = table(rng)
        y = targets(rng, x)[target]
        types = ["q", "q", "c", "c", "q"] if case.startswith("categories") else ["q"] * 5
        names = ["a", "b", "small", "large", "ties"]
        data = dict(feature_names=names, feature_types=types, enable_categorical=True)
        train = xgb.DMatrix(x, label=y, **data)
        if case == "rank":
            train.set_group([100, 200])
        fixed = {"tree_method": "hist", "max_depth": 4, "seed": seed, "nthread": 1}
        booster = xgb.train(fixed | parameters, train, rounds)
        cuts = [t for t in booster.trees_to_dataframe().Split.dropna()] if not case.startswith(("categories", "vector")) else []
        rows = asked(rng, x, cuts)
        if case.startswith("categories"):
            rows[-4:, 2:4] = [[0, 0], [1, 3], [0, 0], [np.nan, np.nan]]
        ask = xgb.DMatrix(rows, **data)
        expected = {
            "margins": booster.predict(ask, output_margin=True),
            "predictions": booster.predict(ask),
        }
        for ending in ("json", "ubj"):
            raw = bytes(booster.save_raw(raw_format=ending))
            model = raw.decode() if ending == "json" else base64.b64encode(raw).decode()
            golden.write_pair(f"{case}-{ending}", {"model": model, "rows": rows}, expected)


LIGHTGBM = [
    ("regression", "quantity", {"objective": "regression"}, 12),
    ("l1", "quantity", {"objective": "regression_l1"}, 6),
    ("huber", "quantity", {"objective": "huber"}, 6),
    ("quantile", "quantity", {"objective": "quantile", "alpha": 0.8}, 6),
    ("sqrt", "positive", {"objective": "regression", "reg_sqrt": True}, 6),
    ("poisson", "count", {"objective": "poisson"}, 8),
    ("gamma", "positive", {"objective": "gamma"}, 8),
    ("tweedie", "positive", {"objective": "tweedie"}, 8),
    ("cross-entropy", "share", {"objective": "cross_entropy"}, 8),
    ("cross-entropy-lambda", "share", {"objective": "cross_entropy_lambda"}, 8),
    ("binary", "binary", {"objective": "binary"}, 12),
    ("binary-sigmoid", "binary", {"objective": "binary", "sigmoid": 2.5}, 6),
    ("multiclass", "three", {"objective": "multiclass", "num_class": 3}, 8),
    ("multiclassova", "three", {"objective": "multiclassova", "num_class": 3, "sigmoid": 0.7}, 8),
    ("dart", "binary", {"objective": "binary", "boosting": "dart", "drop_rate": 0.5}, 12),
    ("forest", "binary", {"objective": "binary", "boosting": "rf", "bagging_fraction": 0.6, "bagging_freq": 1}, 6),
    ("forest-three", "three", {"objective": "multiclass", "num_class": 3, "boosting": "rf", "bagging_fraction": 0.6, "bagging_freq": 1}, 4),
    ("categories", "quantity", {"objective": "regression"}, 10),
    ("zero-missing", "quantity", {"objective": "regression", "zero_as_missing": True}, 10),
    ("no-missing", "quantity", {"objective": "regression", "use_missing": False}, 10),
    ("stumps", "quantity", {"objective": "regression", "min_data_in_leaf": 400}, 2),
    ("rank", "count", {"objective": "lambdarank"}, 4),
    ("l1-sqrt", "positive", {"objective": "regression_l1", "reg_sqrt": True}, 6),
    ("quantile-sqrt", "positive", {"objective": "quantile", "alpha": 0.7, "reg_sqrt": True}, 6),
    ("fair", "quantity", {"objective": "fair", "fair_c": 2.5}, 6),
    ("mape", "positive", {"objective": "mape"}, 6),
    ("linear", "quantity", {"objective": "regression", "linear_tree": True}, 10),
    ("linear-binary", "binary", {"objective": "binary", "linear_tree": True, "linear_lambda": 0.1}, 8),
    ("linear-multiclass", "three", {"objective": "multiclass", "num_class": 3, "linear_tree": True}, 4),
    ("linear-poisson", "count", {"objective": "poisson", "linear_tree": True, "linear_lambda": 1}, 6),
    ("linear-categories", "quantity", {"objective": "regression", "linear_tree": True}, 8),
    ("linear-no-missing", "quantity", {"objective": "regression", "linear_tree": True, "use_missing": False}, 6),
    ("linear-dart", "quantity", {"objective": "huber", "linear_tree": True, "boosting": "dart", "drop_rate": 0.5}, 8),
    ("linear-forest", "quantity", {"objective": "regression", "linear_tree": True, "boosting": "rf", "bagging_fraction": 0.6, "bagging_freq": 1}, 5),
    ("linear-stumps", "quantity", {"objective": "regression", "linear_tree": True, "min_data_in_leaf": 400}, 2),
]


def lightgbm_cases(golden):
    for seed, (case, target, parameters, rounds) in enumerate(LIGHTGBM):
        rng = np.random.default_rng(1000 + seed)
        x = table(rng)
        y = targets(rng, x)[target]
        group = [100, 200] if case == "rank" else None
        fixed = {"num_leaves": 12, "min_data_in_leaf": 5, "verbose": -1, "num_threads": 1, "deterministic": True, "seed": seed}
        fixed |= {"min_data_per_group": 5, "cat_smooth": 1}
        names = ["a", "b", "small", "large", "ties"]
        codes = ["small", "large"] if case.endswith("categories") else []
        data = lgb.Dataset(x, label=y, group=group, feature_name=names, categorical_feature=codes)
        booster = lgb.train(fixed | parameters, data, rounds)
        cuts = booster.trees_to_dataframe().threshold.dropna() if not case.endswith("stumps") else []
        rows = asked(rng, x, [float(t) for t in cuts if "|" not in str(t) and not codes])
        if codes:
            rows[:4, 2:4] = [[99, 1], [-1, 39], [3, 400], [2, 5]]
        expected = {
            "margins": booster.predict(rows, raw_score=True),
            "predictions": booster.predict(rows),
        }
        golden.write_pair(case, {"model": booster.model_to_string(), "rows": rows}, expected)


COLOURS = ["blue", "green", "red", "yellow"]
SIZES = [10, 20, 40]


def pandas_frame(rng):
    """A column of numbers, one of texts and one of whole numbers as categories; and the same as codes."""
    colour = rng.integers(0, len(COLOURS), ROWS)
    size = rng.integers(0, len(SIZES), ROWS)
    number = np.round(rng.normal(0, 2, ROWS), 2)
    frame = pd.DataFrame(
        {
            "number": number,
            "colour": pd.Categorical.from_codes(colour, COLOURS),
            "size": pd.Categorical.from_codes(size, SIZES),
        }
    )
    y = np.round(number + 2 * (colour % 2) + size + rng.normal(0, 0.3, ROWS), 3)
    return frame, np.column_stack([number, colour, size]), y


def pandas_cases():
    frame, codes, y = pandas_frame(np.random.default_rng(77))
    train = xgb.DMatrix(frame, label=y, enable_categorical=True)
    booster = xgb.train({"tree_method": "hist", "max_depth": 3, "nthread": 1}, train, 6)
    ask = xgb.DMatrix(frame[:ASKED], enable_categorical=True)
    expected = {"margins": booster.predict(ask, output_margin=True), "predictions": booster.predict(ask)}
    model = bytes(booster.save_raw(raw_format="json")).decode()
    yield "xgboost", "pandas-json", model, codes[:ASKED], expected

    data = lgb.Dataset(frame, label=y)
    fixed = {"num_leaves": 8, "min_data_in_leaf": 5, "min_data_per_group": 5, "verbose": -1, "num_threads": 1}
    booster = lgb.train({"objective": "regression", "deterministic": True} | fixed, data, 6)
    expected = {"margins": booster.predict(frame[:ASKED], raw_score=True), "predictions": booster.predict(frame[:ASKED])}
    yield "lightgbm", "pandas", booster.model_to_string(), codes[:ASKED], expected


def main():
    golden = {
        "xgboost": GoldenFolder("libs/interop/golden/xgboost", ("xgboost-cpu", "numpy", "pandas")),
        "lightgbm": GoldenFolder("libs/interop/golden/lightgbm", ("lightgbm", "numpy", "pandas")),
    }
    xgboost_cases(golden["xgboost"])
    lightgbm_cases(golden["lightgbm"])
    for library, case, model, rows, expected in pandas_cases():
        golden[library].write_pair(case, {"model": model, "rows": rows}, expected)


if __name__ == "__main__":
    main()
