"""Predicts with one scikit-learn forest, by scikit-learn and by onnxruntime, and writes its trees.

Requests and answers are lines of JSON, as in service.py:

    {"command": "load", "folder": DIR}                 the split, as src/exchange.ts writes it
    {"command": "grow", "trees": 100, "seed": 1,       grows a forest and writes its trees to OUT, as
     "threads": 2, "output": OUT}                      src/serving/forest-files.ts reads them
    {"command": "predict", "by": NAME, "output": FILE} answers for all test rows, row-major float64
    {"command": "time", "by": NAME, "rows": 1,         answers {"microseconds": ...} for each call, the mean of
     "milliseconds": 20}                               as many calls as fit; rows are test rows in turn

NAME is "scikit-learn" or "onnxruntime". Both use one thread. Test rows are 32-bit floats in all of this: that is
what both compare with their thresholds, so that every predictor sees the same numbers.
"""

import warnings
from pathlib import Path

import numpy as np
from skl2onnx import to_onnx
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

from service import Split, serve, write_answers
from timing import Turns, microseconds, onnx_call

PACKAGES = ["scikit-learn", "onnxruntime", "skl2onnx", "numpy"]


class Peers:
    def load(self, folder):
        self.split = Split(folder)
        self.rows = self.split.x_test.astype(np.float32)

    def grow(self, trees, seed, threads, output):
        is_classifier = self.split.is_classification
        Forest = RandomForestClassifier if is_classifier else RandomForestRegressor
        forest = Forest(n_estimators=trees, max_features="sqrt", random_state=seed, n_jobs=threads)
        forest.fit(self.split.x_train, self.split.y_train)
        forest.n_jobs = 1
        write_trees(forest, Path(output))
        predict = forest.predict_proba if is_classifier else forest.predict
        self.calls = {"scikit-learn": predict, "onnxruntime": onnx(forest, self.rows[:1], is_classifier)}
        self.turns = {name: Turns(self.rows) for name in self.calls}

    def predict(self, by, output):
        write_answers(self.calls[by](self.rows), output)

    def time(self, by, rows, milliseconds):
        return microseconds(self.calls[by], self.turns[by], rows, milliseconds)


def onnx(forest, row, is_classifier):
    options = {id(forest): {"zipmap": False}} if is_classifier else None
    return onnx_call(to_onnx(forest, row, options=options).SerializeToString())


def write_trees(forest, folder):
    """Nodes in preorder, as scikit-learn has them; leaves share rows of values."""
    folder.mkdir(parents=True, exist_ok=True)
    starts, features, thresholds, nexts, flags = [0], [], [], [], []
    row_of = {}
    for estimator in forest.estimators_:
        tree = estimator.tree_
        is_leaf = tree.children_left == -1
        splits = np.nonzero(~is_leaf)[0]
        if not np.array_equal(tree.children_left[splits], splits + 1):
            raise ValueError("a tree is not in preorder")
        following = tree.children_right.astype("<i8") + starts[-1]
        for leaf in np.nonzero(is_leaf)[0]:
            following[leaf] = row_of.setdefault(tree.value[leaf, 0].tobytes(), len(row_of))
        features.append(np.where(is_leaf, -1, tree.feature))
        thresholds.append(np.where(is_leaf, 0, tree.threshold))
        flags.append(np.where(is_leaf, 0, tree.missing_go_to_left))
        nexts.append(following)
        starts.append(starts[-1] + tree.node_count)
    np.asarray(starts, "<u4").tofile(folder / "tree-start.u32")
    np.concatenate(features).astype("<i4").tofile(folder / "feature.i32")
    np.concatenate(thresholds).astype("<f8").tofile(folder / "threshold.f64")
    np.concatenate(nexts).astype("<u4").tofile(folder / "next.u32")
    np.concatenate(flags).astype("u1").tofile(folder / "flags.u8")
    (folder / "values.f64").write_bytes(b"".join(row_of))


warnings.filterwarnings("ignore")  # of the converter, about its own dependencies
serve(PACKAGES, Peers())
