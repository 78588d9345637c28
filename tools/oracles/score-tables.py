"""Scores scikit-learn's random forest on tables: for each request of tables.ts, a line of a file, prints a test score."""

import json
import sys

import numpy as np
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor


def score(request):
    parts = []
    for column in request["columns"]:
        values = np.array([np.nan if value is None else value for value in column["values"]], dtype=float)
        if column["levels"] == 0:
            parts.append(values[:, None])
        else:
            # One column per level; a missing level has 0 in all of them.
            parts.append((values[:, None] == np.arange(column["levels"])[None, :]).astype(float))
    table = np.hstack(parts)
    target = np.array(request["target"])
    train, test = request["train"], request["test"]
    Forest = RandomForestClassifier if request["task"] == "classification" else RandomForestRegressor
    forest = Forest(n_estimators=request["trees"], random_state=request["seed"])
    forest.fit(table[train], target[train])
    return float(forest.score(table[test], target[test]))


with open(sys.argv[1], encoding="utf-8") as requests:
    for line in requests:
        print(repr(score(json.loads(line))))
