"""Learners of tables as they come, each with its defaults: `python learners.py catboost`, or another of LIBRARIES.

They read the table itself with pandas and get every column as its users would give it: numbers with missing values,
the parts of dates, and all other columns as categories. Left out are texts that are different in every row.
"""

import gc
import json
import sys
import time
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from service import serve, write_answers

HIST_GRADIENT_MAX_LEVELS = 255
"""scikit-learn's histograms take no category with more levels."""


class Table:
    """Training rows and test rows of a table, as src/training/share-table.ts hands them out."""

    def __init__(self, folder):
        folder = Path(folder)
        about = json.loads((folder / "about.json").read_text())
        self.is_classification = about["classes"] is not None
        target_type = "<i4" if self.is_classification else "<f8"
        self.y_train = np.fromfile(folder / "y-train.bin", dtype=target_type)
        frame = features_of(pd.read_csv(about["file"], **about["csv"]), about["target"])
        self.rows = [
            frame.iloc[np.fromfile(folder / name, dtype="<u4")].reset_index(drop=True)
            for name in ("train.u32", "test.u32")
        ]


def features_of(frame, target):
    columns = {}
    for name in frame.columns.drop(target):
        column = frame[name]
        number = len(columns)
        if pd.api.types.is_bool_dtype(column):
            columns[f"f{number}"] = column.astype(int)
        elif pd.api.types.is_numeric_dtype(column):
            columns[f"f{number}"] = column
        elif (dates := dates_of(column)) is not None:
            for part, values in parts_of(dates).items():
                columns[f"f{number}_{part}"] = values
        elif column.nunique() < column.count():
            columns[f"f{number}"] = column.astype(str).where(column.notna()).astype("category")
    return pd.DataFrame(columns)


def dates_of(column):
    present = column.dropna().astype(str)
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        if len(present) > 0 and pd.to_datetime(present, format=pattern, errors="coerce").notna().all():
            return pd.to_datetime(column, format=pattern)
    return None


def parts_of(dates):
    return {
        "days": (dates - pd.Timestamp(0)).dt.days,
        "year": dates.dt.year,
        "month": dates.dt.month,
        "day": dates.dt.day,
        "weekday": dates.dt.weekday,
    }


def as_they_are(frame):
    return frame


def ordinal(frame, most_levels=0):
    """Categories with more levels as the numbers of their levels, which all rows share."""
    codes = {
        name: column.cat.codes.where(column.notna()).astype(float)
        for name, column in frame.items()
        if column.dtype == "category" and len(column.cat.categories) > most_levels
    }
    return frame.assign(**codes)


def few_levels(frame):
    return ordinal(frame, HIST_GRADIENT_MAX_LEVELS)


def as_texts(frame):
    texts = {name: frame[name].astype(object).fillna("") for name in categories_of(frame)}
    return frame.assign(**texts)


def categories_of(frame):
    return list(frame.select_dtypes("category").columns)


def settings_of_xgboost(frame, threads):
    return {"enable_categorical": True, "n_jobs": threads}


def settings_of_catboost(frame, threads):
    return {
        "cat_features": categories_of(frame),
        "thread_count": threads,
        "verbose": False,
        "allow_writing_files": False,
    }


LIBRARIES = {
    "random-forest": (
        *("sklearn.ensemble", "RandomForest", ordinal),
        lambda frame, threads: {"n_jobs": threads},
        ["scikit-learn"],
    ),
    "hist-gradient": (
        *("sklearn.ensemble", "HistGradientBoosting", few_levels),
        lambda frame, threads: {},
        ["scikit-learn"],
    ),
    "lightgbm": (
        *("lightgbm", "LGBM", as_they_are),
        lambda frame, threads: {"verbosity": -1, "n_jobs": threads},
        ["lightgbm"],
    ),
    "xgboost": ("xgboost", "XGB", as_they_are, settings_of_xgboost, ["xgboost-cpu"]),
    "catboost": ("catboost", "CatBoost", as_texts, settings_of_catboost, ["catboost"]),
}
"""The module, how its classes' names begin, how it takes a frame, what it is told, and whose versions count."""


class Learner:
    """What service.py says, by one library."""

    def __init__(self, module, prefix, encode, settings):
        self.classes = [
            getattr(import_module(module), prefix + kind) for kind in ("Regressor", "Classifier")
        ]
        self.encode = encode
        self.settings = settings

    def load(self, folder):
        self.model = None
        self.table = Table(folder)

    def fit(self, settings):
        self.model = None
        gc.collect()
        train = self.table.rows[0]
        start = time.perf_counter()
        model = self.classes[self.table.is_classification](
            random_state=settings["seed"], **self.settings(train, settings["threads"])
        )
        with threadpool_limits(settings["threads"]):  # hist-gradient has no setting of its own
            self.model = model.fit(self.encode(train), self.table.y_train)
        return {"seconds": time.perf_counter() - start}

    def predict(self, output):
        start = time.perf_counter()
        rows = self.encode(self.table.rows[1])
        scores = (
            self.model.predict_proba(rows)
            if self.table.is_classification
            else self.model.predict(rows)
        )
        seconds = time.perf_counter() - start
        write_answers(scores, output)
        return {"seconds": seconds}


*library, packages = LIBRARIES[sys.argv[1]]
serve([*packages, "pandas"], Learner(*library))
