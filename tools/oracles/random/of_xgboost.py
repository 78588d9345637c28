"""Random models of XGBoost."""

import base64

import numpy as np
import xgboost as xgb
from table import as_categories, coded_as, draw_rows, draw_table, draw_target, pick, pick_some

REFUSALS = (xgb.core.XGBoostError, ValueError)  # numpy draws no histogram of thresholds as near as the least two floats
OBJECTIVES = [
    ("quantity", "reg:squarederror"),
    ("quantity", "reg:absoluteerror"),
    ("quantity", "reg:pseudohubererror"),
    ("positive", "reg:squaredlogerror"),
    ("share", "reg:logistic"),
    ("binary", "binary:logistic"),
    ("binary", "binary:logitraw"),
    ("binary", "binary:hinge"),
    ("count", "count:poisson"),
    ("positive", "reg:gamma"),
    ("count", "reg:tweedie"),
    ("positive", "survival:cox"),
    ("three", "multi:softprob"),
    ("three", "multi:softmax"),
    ("quantity", "reg:quantileerror"),
    ("count", "rank:pairwise"),
    ("count", "rank:ndcg"),
    ("binary", "rank:map"),
    ("positive", "survival:aft"),
]
RARE = [
    {"tree_method": "exact"},
    {"tree_method": "approx"},
    {"max_depth": 0, "max_leaves": 7},
    {"max_delta_step": 0.3},
    {"min_child_weight": 1e9},  # trees of one leaf
    {"gamma": 1.5, "alpha": 0.5, "lambda": 0},
    {"eta": 1e-6},
    {"eta": 3},
    {"max_bin": 2},
    {"max_cat_threshold": 1},
    {"monotone_constraints": "(1)"},
    {"interaction_constraints": "[[0]]"},
    {"scale_pos_weight": 9},
    {"colsample_bytree": 0.4, "colsample_bylevel": 0.5},
    {"one_drop": 1, "skip_drop": 0.2, "normalize_type": "forest", "sample_type": "weighted"},
    {"base_score": 0.999},
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
    if objective.startswith("multi"):
        parameters |= {"num_class": 3, "multi_strategy": pick(rng, "one_output_per_tree", "multi_output_tree")}
    if parameters.get("multi_strategy") != "multi_output_tree":
        parameters |= {"num_parallel_tree": pick(rng, 1, 1, 3), "booster": pick(rng, "gbtree", "gbtree", "dart"), "rate_drop": 0.3}
        parameters |= {"grow_policy": pick(rng, "depthwise", "lossguide"), "max_leaves": pick(rng, 0, 9)}
    if rng.random() < 0.3:
        parameters["base_score"] = 0.25
    if objective == "reg:quantileerror":
        parameters["quantile_alpha"] = 0.8
    parameters |= pick_some(rng, *RARE)
    train = training_rows(rng, table, draw_target(rng, table, target), objective)
    booster = xgb.train(parameters, train, int(rng.integers(1, 25)))
    if rng.random() < 0.2 and not any(name[0] == "c" for name in table):  # a cut one has no texts of categories
        booster = changed(rng, booster, parameters, train)
    rows = coded_as(table, draw_rows(rng, table, thresholds(booster, table)))
    ask = xgb.DMatrix(rows, enable_categorical=True)
    margins = booster.predict(ask, output_margin=True)
    is_lowered = objective == "binary:hinge" and (margins == 0).any()  # libs/interop/src/xgboost/step.ts
    return {
        "model": base64.b64encode(booster.save_raw(pick(rng, "json", "ubj"))).decode(),
        "rows": rows,
        **({} if is_lowered else {"margins": margins}),
        "predictions": shares(booster, ask) if objective == "multi:softmax" else booster.predict(ask),
        "bound": {"relative": 2.0**-22, "absolute": 2.0 ** (-22 if objective.startswith("multi") else -126)},
        "what": parameters,
    }


def training_rows(rng, table, target, objective):
    data = xgb.DMatrix(table, target, enable_categorical=True)
    if objective.startswith("rank"):
        data.set_group([len(table) // 2, len(table) - len(table) // 2])
    if objective == "survival:aft":
        data.set_float_info("label_lower_bound", target)
        data.set_float_info("label_upper_bound", np.where(rng.random(len(target)) < 0.2, np.inf, target))
    return data


def changed(rng, booster, parameters, train):
    """Trained further, its leaves again on the same rows, or cut."""
    if rng.random() < 0.4:
        return xgb.train(parameters, train, 3, xgb_model=booster)
    if rng.random() < 0.5 and parameters.get("booster") == "gbtree":
        update = {"process_type": "update", "updater": "refresh", "refresh_leaf": True}
        return xgb.train(parameters | update, train, booster.num_boosted_rounds(), xgb_model=booster)
    return booster[0 : 1 + booster.num_boosted_rounds() // 2]


def shares(booster, ask):
    """Where predict gives the class alone."""
    copy = xgb.Booster(model_file=booster.save_raw("ubj"))
    copy.set_param({"objective": "multi:softprob"})
    return copy.predict(ask)


def thresholds(booster, table):
    cuts = booster.get_split_value_histogram
    for name in table:
        if name[0] == "n":
            for cut in cuts(name, as_pandas=False)[:5]:
                yield name, float(np.float32(cut[0]))
