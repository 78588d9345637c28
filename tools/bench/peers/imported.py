"""Trains a model with each library, saves it as its users do, and predicts with the library itself.

Requests and answers are lines of JSON, as in service.py:

    {"command": "load", "folder": DIR}                 the split, as src/peers/exchange.ts writes it
    {"command": "make", "by": NAME, "trees": 100,      trains, and saves to OUT, a file or a folder;
     "seed": 1, "threads": 2, "output": OUT}           answers {"bytes": ...} of what was saved
    {"command": "predict", "by": NAME, "output": FILE} answers for all test rows, row-major float64
    {"command": "time", "by": NAME, "rows": 1,         answers {"microseconds": ...} for each call
     "milliseconds": 20}

NAME is one of LIBRARIES. Each library predicts with one thread, by the call that has the least around it.
"""

import pickle
import warnings
from pathlib import Path

import catboost
import lightgbm
import numpy as np
import xgboost
import ydf
from service import Split, serve, write_answers
from skl2onnx import to_onnx
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from threadpoolctl import threadpool_limits
from timing import Turns, microseconds, onnx_call

DEPTH = 10  # of forests, whose trees have no limit otherwise: files would be hundreds of megabytes
PACKAGES = ["xgboost-cpu", "lightgbm", "catboost", "scikit-learn", "skl2onnx", "onnxruntime", "ydf", "numpy"]


def train_xgboost(x, y, trees, seed, threads, output):
    model = xgboost.XGBClassifier(n_estimators=trees, random_state=seed, n_jobs=threads).fit(x, y)
    booster = model.get_booster()
    booster.save_model(output)
    booster.set_param({"nthread": 1})
    return lambda rows: booster.inplace_predict(rows)


def train_lightgbm(x, y, trees, seed, threads, output):
    model = lightgbm.LGBMClassifier(n_estimators=trees, random_state=seed, n_jobs=threads, verbose=-1).fit(x, y)
    model.booster_.save_model(output)
    booster = lightgbm.Booster(model_file=output)
    return lambda rows: booster.predict(rows, num_threads=1)


def train_catboost(x, y, trees, seed, threads, output):
    options = {"iterations": trees, "random_seed": seed, "thread_count": threads}
    model = catboost.CatBoostClassifier(**options, verbose=False, allow_writing_files=False).fit(x, y)
    model.save_model(output, format="json")
    return lambda rows: model.predict_proba(rows, thread_count=1)


def pickled(estimator, output):
    Path(output).write_bytes(pickle.dumps(estimator))
    return estimator.predict_proba


def train_forest(x, y, trees, seed, threads):
    forest = RandomForestClassifier(n_estimators=trees, max_depth=DEPTH, random_state=seed, n_jobs=threads).fit(x, y)
    forest.n_jobs = 1
    return forest


def save_forest(x, y, trees, seed, threads, output):
    return pickled(train_forest(x, y, trees, seed, threads), output)


def train_hist(x, y, trees, seed, threads, output):
    return pickled(HistGradientBoostingClassifier(max_iter=trees, early_stopping=False, random_state=seed).fit(x, y), output)


def train_onnx(x, y, trees, seed, threads, output):
    forest = train_forest(x, y, trees, seed, threads)
    model = to_onnx(forest, x[:1].astype(np.float32), options={id(forest): {"zipmap": False}}).SerializeToString()
    Path(output).write_bytes(model)
    return onnx_call(model)


def train_ydf(x, y, trees, seed, threads, output):
    learner = ydf.GradientBoostedTreesLearner(
        label="class", num_trees=trees, early_stopping="NONE", random_seed=seed, num_threads=threads
    )
    names = [f"f{i}" for i in range(x.shape[1])]
    model = learner.train(columns(names, x) | {"class": y}, verbose=0)
    model.save(output)
    return lambda rows: model.predict(columns(names, rows), num_threads=1)


def columns(names, rows):
    return {name: rows[:, i] for i, name in enumerate(names)}


LIBRARIES = {
    "XGBoost, JSON": train_xgboost,
    "XGBoost, UBJ": train_xgboost,
    "LightGBM": train_lightgbm,
    "CatBoost": train_catboost,
    "scikit-learn, forest": save_forest,
    "scikit-learn, HistGradientBoosting": train_hist,
    "ONNX": train_onnx,
    "YDF": train_ydf,
}


class Peers:
    def load(self, folder):
        self.split = Split(folder)
        self.rows = self.split.x_test.astype(np.float32)
        self.calls = {}
        self.turns = Turns(self.rows)

    def make(self, by, trees, seed, threads, output):
        split = self.split
        threadpool_limits(limits=threads)
        self.calls[by] = LIBRARIES[by](split.x_train, split.y_train, trees, seed, threads, output)
        threadpool_limits(limits=1)  # HistGradientBoosting has no option for it
        saved = Path(output)
        files = saved.iterdir() if saved.is_dir() else [saved]
        return {"bytes": sum(file.stat().st_size for file in files)}

    def predict(self, by, output):
        answers = np.asarray(self.calls[by](self.rows), float)
        write_answers(np.column_stack([1 - answers, answers]) if answers.ndim == 1 else answers, output)

    def time(self, by, rows, milliseconds):
        return microseconds(self.calls[by], self.turns, rows, milliseconds)


warnings.filterwarnings("ignore")
serve(PACKAGES, Peers())
