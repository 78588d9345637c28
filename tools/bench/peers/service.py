"""Shared by the Python peers: they answer each request line on stdin with one line of JSON on stdout.

    {"command": "load", "folder": DIR}        the split, as src/exchange.ts writes it
    {"command": "fit", "settings": {...}}     answers {"seconds": ...}, the fit alone
    {"command": "predict", "output": FILE}    writes n x K probabilities (n quantities), row-major, float64

A peer fits from numbers as users have them: float64, row-major. What a library makes of them before the first
tree (another type, bins) is part of its fit, as binning is part of ours. After an answer {"error": ...} the process goes on.
"""

import gc
import json
import os
import sys
import time
import traceback
from pathlib import Path

import numpy as np


class Split:
    """The training rows and the test rows."""

    def __init__(self, folder):
        folder = Path(folder)
        about = json.loads((folder / "about.json").read_text())
        self.task = about["task"]
        self.classes = about["classes"]
        features = about["features"]
        self.x_train = read_columns(folder / "x-train.f64", features)
        self.x_test = read_columns(folder / "x-test.f64", features)
        target_type = "<i4" if self.task == "classification" else "<f8"
        self.y_train = np.fromfile(folder / "y-train.bin", dtype=target_type)


def read_columns(path, features):
    """The file is column-major; numpy's default, and what a CSV reader returns, is row-major."""
    return np.ascontiguousarray(np.fromfile(path, dtype="<f8").reshape(features, -1).T)


def serve(name, versions, fit, predict):
    """Answers requests until stdin ends.

    `fit(split, settings)` returns a model, `predict(model, split)` an array with a row per test row.
    """
    answers = claim_stdout()
    answer(answers, {"name": name, "versions": {"python": sys.version.split()[0], **versions}})
    split = model = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["command"] == "load":
                model = None
                split = Split(request["folder"])
                answer(answers, {})
            elif request["command"] == "fit":
                # The previous model is freed and its memory collected before the clock starts.
                model = None
                gc.collect()
                start = time.perf_counter()
                model = fit(split, request["settings"])
                answer(answers, {"seconds": time.perf_counter() - start})
            elif request["command"] == "predict":
                start = time.perf_counter()
                scores = np.asarray(predict(model, split), dtype="<f8", order="C")
                seconds = time.perf_counter() - start
                scores.tofile(request["output"])
                answer(answers, {"seconds": seconds})
            else:
                raise ValueError(f"unknown command {request['command']!r}")
        except Exception as error:
            traceback.print_exc()
            answer(answers, {"error": f"{type(error).__name__}: {error}"})


def claim_stdout():
    """Libraries may print to stdout: it becomes stderr for them, so that only answers reach the pipe."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def answer(answers, fields):
    answers.write(json.dumps(fields) + "\n")
    answers.flush()
