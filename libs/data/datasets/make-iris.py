"""Writes iris.csv, the table as scikit-learn ships it, next to this script.

    python -m venv /tmp/iris && /tmp/iris/bin/pip install scikit-learn==1.7.2
    /tmp/iris/bin/python libs/data/datasets/make-iris.py
"""

import csv
from pathlib import Path

from sklearn.datasets import load_iris

COLUMNS = ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"]

iris = load_iris()
# scikit-learn names its columns "sepal length (cm)" and so on: the order is checked, the names are ours.
assert [name.removesuffix(" (cm)").replace(" ", "_") for name in iris.feature_names] == COLUMNS[:4]

with open(Path(__file__).with_name("iris.csv"), "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row, target in zip(iris.data.tolist(), iris.target):
        writer.writerow([*row, iris.target_names[target]])
