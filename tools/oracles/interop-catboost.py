"""Golden files for libs/interop from CatBoost, in an environment of its own, because it is large:

    python -m venv catboost && catboost/bin/pip install catboost==1.2.10 numpy==2.4.6 pandas==3.1.1
    PYTHONPATH=tools/oracles catboost/bin/python tools/oracles/interop-catboost.py .

Versions before 1.2 need Python 3.9 and pandas<2.

A file has the time of its training, so that `oracles:check` does not run it. It writes
libs/interop/golden/catboost-<version>/: the JSON as CatBoost saves it (gzip in base64), rows with texts for categories,
raw values and predictions.
"""

import base64
import gzip
import tempfile
from pathlib import Path

import catboost
import numpy as np
import pandas as pd
from catboost import CatBoostClassifier, CatBoostRanker, CatBoostRegressor, Pool, sum_models
from golden import GoldenFolder

ROWS = 300
ASKED = 50
IS_OLD = catboost.__version__ < "1.2"  # without the focal loss
COLOURS = ["blue", "green", "größe", "red", ""]


def cases():
    """Yields (case, class of estimator, target, parameters, categorical columns)."""
    yield "rmse", CatBoostRegressor, "quantity", {}, []
    yield "mae", CatBoostRegressor, "quantity", {"loss_function": "MAE"}, []
    yield "quantile", CatBoostRegressor, "quantity", {"loss_function": "Quantile:alpha=0.3"}, []
    yield "poisson", CatBoostRegressor, "count", {"loss_function": "Poisson"}, []
    yield "tweedie", CatBoostRegressor, "count", {"loss_function": "Tweedie:variance_power=1.5"}, []
    yield "nan-max", CatBoostRegressor, "quantity", {"nan_mode": "Max"}, []
    yield "no-nan", CatBoostRegressor, "quantity", {}, []
    yield "lossguide", CatBoostRegressor, "quantity", {"grow_policy": "Lossguide", "max_leaves": 9}, []
    yield "logloss", CatBoostClassifier, "truth", {}, []
    yield "base", CatBoostClassifier, "seven", {"boost_from_average": True}, []
    if not IS_OLD:
        yield "focal", CatBoostClassifier, "half", {"loss_function": "Focal:focal_alpha=0.5;focal_gamma=1.0"}, []
    yield "cross-entropy", CatBoostClassifier, "share", {"loss_function": "CrossEntropy"}, []
    yield "deep", CatBoostClassifier, "names", {"depth": 10, "iterations": 2}, []
    yield "multiclass", CatBoostClassifier, "three", {"loss_function": "MultiClass"}, []
    yield "one-vs-all", CatBoostClassifier, "three", {"loss_function": "MultiClassOneVsAll"}, []
    yield "depthwise-three", CatBoostClassifier, "three", {"grow_policy": "Depthwise"}, []
    yield "categories", CatBoostClassifier, "names", {"one_hot_max_size": 20}, ["colour", "size"]
    yield "category", CatBoostRegressor, "quantity", {"one_hot_max_size": 20}, ["colour"]
    yield "codes-depthwise", CatBoostRegressor, "quantity", {"one_hot_max_size": 20, "grow_policy": "Depthwise"}, ["size"]
    yield "ranker", CatBoostRanker, "count", {"loss_function": "YetiRank"}, []
    yield "scaled", CatBoostRegressor, "quantity", {}, []
    yield "summed", CatBoostRegressor, "quantity", {}, []
    if not IS_OLD:
        yield "survival", CatBoostRegressor, "times", {"loss_function": "SurvivalAft:dist=Logistic;scale=1.5"}, []
        yield "filter", CatBoostRanker, "count", {"loss_function": "StochasticFilter"}, []


def table(rng):
    frame = pd.DataFrame({"width": rng.normal(0, 3, ROWS), "height": rng.exponential(2, ROWS), "ties": rng.integers(-3, 4, ROWS).astype(float)})
    frame = frame.mask(rng.random(frame.shape) < 0.1)
    frame["colour"] = rng.choice(COLOURS, ROWS)
    frame["size"] = rng.integers(0, 6, ROWS)
    full = frame.fillna({"width": 0.5, "height": 1, "ties": 0})
    s = full.width + np.sin(full.height) - full.ties / 2 + (full.colour == "red") * 2 + frame["size"] % 3 + rng.normal(0, 0.3, ROWS)
    return frame, s.to_numpy()


def saved(model, pool):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json", pool=pool)
        return base64.b64encode(gzip.compress(path.read_bytes(), mtime=0)).decode()


def asked(frame, categories, border):
    rows = frame[:ASKED].copy()
    rows.loc[0, ["width", "height", "ties"]] = np.nan
    rows.loc[1, ["width", "height", "ties"]] = [-1e30, 1e30, 1e-40]
    rows.loc[2, "width"] = border
    rows.loc[3, "width"] = np.nextafter(np.float32(border), np.float32(9e9))
    rows.loc[4, "width"] = np.nextafter(border, 9e9)  # the border, once it is a float32
    if "colour" in categories:
        rows.loc[5, "colour"] = "never seen"
    return rows


def main():
    folder = GoldenFolder(f"libs/interop/golden/catboost-{catboost.__version__}", ("catboost", "numpy", "pandas"))
    for seed, (case, estimator, target, parameters, categories) in enumerate(cases()):
        rng = np.random.default_rng(seed)
        frame, s = table(rng)
        frame = frame[["width", "height", "ties", *categories]]
        if case == "no-nan":
            frame = frame.fillna(0.25)
        three = np.digitize(s, [-1, 2])
        y = {
            "quantity": s,
            "count": np.round(np.exp(s / 4)),
            "times": np.column_stack([np.exp(s / 4), np.where(s > 3, -1, np.exp(s / 4))]),  # the second is unknown
            "share": 1 / (1 + np.exp(-s)),
            "truth": s > 0,
            "seven": np.where(s > 0, 7, 3),
            "half": np.where(s > 0, 1.5, 0.5),
            "names": np.where(s > 0, "über", "low"),
            "three": np.array(["low", "mittel", "über"])[three],
        }[target]
        group = np.arange(ROWS) // 20 if case in ("ranker", "filter") else None
        pool = Pool(frame, y, cat_features=categories, group_id=group)
        fixed = {"iterations": 6, "depth": 3, "random_seed": seed, "thread_count": 1, "verbose": 0, "allow_writing_files": False}
        model = estimator(**(fixed | parameters)).fit(pool)
        if case == "scaled":
            model.set_scale_and_bias(0.3, 2.5)
        if case == "summed":
            other = estimator(**(fixed | parameters | {"random_seed": 99})).fit(pool)
            model = sum_models([model, other], weights=[0.25, 0.75])
        rows = asked(frame, categories, model.get_borders()[0][0])
        raw = model.predict(rows) if estimator is CatBoostRanker else model.predict(rows, prediction_type="RawFormulaVal")
        answer = model.predict_proba(rows) if hasattr(model, "predict_proba") else model.predict(rows)
        given = {"model": saved(model, pool if categories else None), "columns": list(frame.columns), "rows": rows.to_numpy(dtype=object)}
        expected = {"raw": raw, "predictions": answer}
        if hasattr(model, "classes_"):
            expected["classes"] = [str(label) for label in model.classes_]
        folder.write_pair(case, given, expected)


if __name__ == "__main__":
    main()
