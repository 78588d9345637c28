"""Shared by the Python peers: they answer each request line on stdin with one line of JSON on stdout.

    {"command": "load", "folder": DIR}        the split, as src/peers/exchange.ts writes it
    {"command": "fit", "settings": {...}}     answers {"seconds": ...}, the fit alone
    {"command": "predict", "output": FILE}    writes n x K probabilities (n quantities), row-major, float64

A peer fits from numbers as users have them: float64, row-major. What a library makes of them before the first
tree (another type, bins) is part of its fit, as binning is part of ours. After an answer {"error": ...} the process goes on.
"""

import json
import os
import sys
import traceback
from importlib.metadata import version
from pathlib import Path

import numpy as np


class Split:
    """The training rows and the test rows."""

    def __init__(self, folder):
        folder = Path(folder)
        about = json.loads((folder / "about.json").read_text())
        self.is_classification = about["task"] == "classification"
        shape = (-1, about["features"])
        self.x_train = np.fromfile(folder / "x-train.f64", dtype="<f8").reshape(shape)
        self.x_test = np.fromfile(folder / "x-test.f64", dtype="<f8").reshape(shape)
        target_type = "<i4" if self.is_classification else "<f8"
        self.y_train = np.fromfile(folder / "y-train.bin", dtype=target_type)


def serve(packages, peer):
    """Answers requests until stdin ends, after a first line with the versions of the packages.

    A request's command is a method of `peer`, its other fields are the arguments; what it returns is the answer.
    """
    answers = claim_stdout()

    def answer(fields):
        answers.write(json.dumps(fields) + "\n")
        answers.flush()

    versions = {package: version(package) for package in packages}
    answer({"versions": {"python": sys.version.split()[0], **versions}})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer(getattr(peer, request.pop("command"))(**request) or {})
        except Exception as error:
            traceback.print_exc()
            answer({"error": f"{type(error).__name__}: {error}"})


def write_answers(scores, file):
    np.asarray(scores, dtype="<f8", order="C").tofile(file)


def claim_stdout():
    """Libraries may print to stdout: it becomes stderr for them, so that only answers reach the pipe."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers
