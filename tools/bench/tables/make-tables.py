"""Makes the tables of this folder from those that scikit-learn ships:

    tools/bench/.venv/bin/python tools/bench/tables/make-tables.py

Numbers are written as Python's shortest text that reads back as the same float64. The gzip files hold no time and
no name, so that the same tables give the same bytes (with the same zlib).
"""

import gzip
import io
from pathlib import Path

from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_wine

FOLDER = Path(__file__).parent


def write(name, bunch, target_name):
    """One line a row, the target last; classes by their name where scikit-learn has one."""
    names = [str(feature).replace(" ", "_") for feature in bunch.feature_names]
    classes = getattr(bunch, "target_names", None)
    text = io.StringIO(newline="")
    text.write(",".join([*names, target_name]) + "\n")
    for row, target in zip(bunch.data.tolist(), bunch.target.tolist(), strict=True):
        label = shortest(target) if classes is None else str(classes[target])
        text.write(",".join([*map(shortest, row), label]) + "\n")
    compressed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    (FOLDER / f"{name}.csv.gz").write_bytes(compressed)


def shortest(number):
    return repr(int(number)) if float(number).is_integer() else repr(float(number))


write("wine", load_wine(), "cultivar")
write("breast-cancer", load_breast_cancer(), "diagnosis")
write("digits", load_digits(), "digit")
write("diabetes", load_diabetes(scaled=False), "progression")
