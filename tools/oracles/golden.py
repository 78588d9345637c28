"""Shared by every make-*.py: the folders of golden files, how they are written, and which packages made them.

    golden = GoldenFolder("libs/evaluator/golden/classification")
    golden.write_pair("binary", {"truth": [...]}, {"accuracy": 0.9})

Each script takes one argument, a folder that stands for the root of the repository, and writes at
paths below it as they are in the repository.
"""

import json
import math
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np


class GoldenFolder:
    """A folder of pairs `<case>.input.json` and `<case>.expected.json`."""

    def __init__(self, path, packages=("scikit-learn", "numpy")):
        """`path` is relative to the repository; `packages` are those that computed what is expected."""
        self.path = output_root() / path
        self.path.mkdir(parents=True, exist_ok=True)
        self.made_by = {package: version(package) for package in packages}

    def write_pair(self, case, given, expected):
        write_json(self.path / f"{case}.input.json", given)
        write_json(self.path / f"{case}.expected.json", {"made_by": self.made_by, **expected})


def output_root():
    if len(sys.argv) != 2:
        sys.exit(f"usage: python {Path(sys.argv[0]).name} OUTPUT_DIR")
    return Path(sys.argv[1])


def write_json(path, fields):
    """One line per field, so that a difference is readable. Floats round-trip; NaN becomes null."""
    lines = (f"  {json.dumps(key)}: {dump(value)}" for key, value in fields.items())
    path.write_bytes(("{\n" + ",\n".join(lines) + "\n}\n").encode())


def dump(value):
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False)


def plain(value):
    """numpy's arrays and scalars as lists and numbers, NaN as None. Infinity is refused by `dump`."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(inner) for inner in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float) and math.isnan(value):
        return None
    return value
