"""Random models of XGBoost."""

import base64

import numpy as np
import xgboost as xgb
from table import as_categories, coded_as, draw_rows, draw_table, draw_target, pick

REFUSALS = (xgb.core.XGBoostError,)
OBJECTIVES = [
    ("quantity", "reg:squarederror"),
    ("quantity", "reg:absoluteerror"),
    ("quantity", "reg:pseudohubererror"),
    ("positive", "reg:squaredlogerror"),
    ("share", "reg:logistic"),
    ("binary", "binary:logistic"),
    ("binary", "binary:logitraw"),
    ("count", "count:poisson"),
    ("positive", "reg:gamma"),
    ("count", "reg:tweedie"),
    ("positive", "survival:cox"),
    ("three", "multi:softprob"),
]


def make(rng):
    table = as_categories(draw_table(rng, letters=False))
    target, objective = pick(rng, *OBJECTIVES)
    parameters = {
        "objective": objective,
        "tree_method": "hist",
        "nthread": 1,
        "seed": int(rng.integers(1000)),
        "max_depth": int(rng.integers(1, 8)),
        "eta": pick(rng, 0.03, 0.3, 1.0),
        "subsample": pick(rng, 0.5, 1.0),
        "colsample_bynode": pick(rng, 0.6, 1.0),
        "min_child_weight": pick(rng, 0, 1, 5),
        "lambda": pick(rng, 0.1, 1, 10),
        "max_cat_to_onehot": pick(rng, 1, 4, 20),
        "max_bin": pick(rng, 4, 64, 256),
    }
    if objective == "multi:softprob":
        parameters |= {"num_class": 3, "multi_strategy": pick(rng, "one_output_per_tree", "multi_output_tree")}
    if parameters.get("multi_strategy") != "multi_output_tree":
        parameters |= {"num_parallel_tree": pick(rng, 1, 1, 3), "booster": pick(rng, "gbtree", "gbtree", "dart"), "rate_drop": 0.3}
        parameters |= {"grow_policy": pick(rng, "depthwise", "lossguide"), "max_leaves": pick(rng, 0, 9)}
    if rng.random() < 0.3:
        parameters["base_score"] = 0.25
    train = xgb.DMatrix(table, draw_target(rng, table, target), enable_categorical=True)
    booster = xgb.train(parameters, train, int(rng.integers(1, 25)))
    rows = coded_as(table, draw_rows(rng, table, thresholds(booster, table)))
    ask = xgb.DMatrix(rows, enable_categorical=True)
    return {
        "model": base64.b64encode(booster.save_raw(pick(rng, "json", "ubj"))).decode(),
        "rows": rows,
        "margins": booster.predict(ask, output_margin=True),
        "predictions": booster.predict(ask),
        "bound": {"relative": 2.0**-22} | ({"absolute": 2.0**-22} if objective == "multi:softprob" else {}),
        "what": parameters,
    }


def thresholds(booster, table):
    cuts = booster.get_split_value_histogram
    for name in table:
        if name[0] == "n":
            for cut in cuts(name, as_pandas=False)[:5]:
                yield name, float(np.float32(cut[0]))
