"""Random models of LightGBM."""

import base64

import lightgbm as lgb
import numpy as np
from table import as_categories, coded_as, draw_rows, draw_table, draw_target, pick, pick_some

REFUSALS = (lgb.basic.LightGBMError,)
OBJECTIVES = [
    ("quantity", "regression"),
    ("quantity", "regression_l1"),
    ("quantity", "huber"),
    ("quantity", "fair"),
    ("quantity", "quantile"),
    ("positive", "mape"),
    ("count", "poisson"),
    ("positive", "gamma"),
    ("count", "tweedie"),
    ("share", "cross_entropy"),
    ("share", "cross_entropy_lambda"),
    ("binary", "binary"),
    ("three", "multiclass"),
    ("three", "multiclassova"),
    ("count", "lambdarank"),
    ("count", "rank_xendcg"),
]
RARE = [
    {"extra_trees": True},
    {"path_smooth": 5.0},
    {"max_bin": 2},
    {"max_depth": 1},
    {"min_gain_to_split": 1e9},  # trees of one leaf
    {"lambda_l1": 0.5, "lambda_l2": 3},
    {"max_delta_step": 0.2},
    {"boost_from_average": False},
    {"is_unbalance": True},
    {"monotone_constraints": [1], "monotone_constraints_method": "advanced"},
    {"interaction_constraints": [[0]]},
    {"data_sample_strategy": "goss"},
    {"bagging_fraction": 0.5, "bagging_freq": 2},
    {"feature_fraction_bynode": 0.5},
    {"cat_l2": 0, "max_cat_threshold": 1},
    {"use_quantized_grad": True},
    {"learning_rate": 1e-9},
    {"uniform_drop": True, "drop_rate": 0.9, "xgboost_dart_mode": True},
    {"alpha": 0.2, "fair_c": 3.0, "poisson_max_delta_step": 0.1, "tweedie_variance_power": 1.05},
]


def make(rng):
    table = as_categories(draw_table(rng))
    target, objective = pick(rng, *OBJECTIVES)
    parameters = {
        "objective": objective,
        "verbose": -1,
        "num_threads": 1,
        "deterministic": True,
        "seed": int(rng.integers(1000)),
        "num_leaves": int(rng.integers(2, 40)),
        "min_data_in_leaf": pick(rng, 1, 5, 20),
        "learning_rate": pick(rng, 0.03, 0.3, 1.0),
        "max_bin": pick(rng, 3, 63, 255),
        "feature_fraction": pick(rng, 0.6, 1.0),
        "use_missing": bool(rng.random() < 0.8),
        "zero_as_missing": bool(rng.random() < 0.2),
        "min_data_per_group": pick(rng, 1, 20),
        "cat_smooth": pick(rng, 1, 10),
        "max_cat_to_onehot": pick(rng, 2, 4, 30),
        "boosting": pick(rng, "gbdt", "gbdt", "dart", "rf"),
    }
    if parameters["boosting"] == "rf":
        parameters |= {"bagging_fraction": 0.6, "bagging_freq": 1}
    if objective.startswith("multiclass"):
        parameters["num_class"] = 3
    if objective in ("regression", "regression_l1", "huber") and rng.random() < 0.3:
        parameters["reg_sqrt"] = True
    if objective in ("binary", "multiclassova"):
        parameters["sigmoid"] = pick(rng, 0.5, 1.0, 2.0)
    if rng.random() < 0.3 and objective != "regression_l1":
        parameters |= {"linear_tree": True, "linear_lambda": pick(rng, 0, 0.1, 10), "zero_as_missing": False}
    rare = pick_some(rng, *RARE)
    if "monotone_constraints" in rare:
        rare["monotone_constraints"] = [int(name[0] == "n") for name in table]
    parameters |= rare
    groups = [len(table) // 2, len(table) - len(table) // 2] if "rank" in objective else None
    truth = draw_target(rng, table, target)
    data = lgb.Dataset(table, np.minimum(truth, 30) if groups else truth, group=groups, free_raw_data=False)
    booster = lgb.train(parameters, data, int(rng.integers(1, 25)))
    if rng.random() < 0.15:
        booster = lgb.train(parameters, data, 3, init_model=booster)
    whole = booster.model_to_string()
    if rng.random() < 0.15:  # a part of the rounds
        first = int(rng.integers(0, booster.current_iteration()))
        whole = booster.model_to_string(start_iteration=first, num_iteration=4)
        booster = lgb.Booster(model_str=whole)
    rows = coded_as(table, draw_rows(rng, table, thresholds(booster)))
    return {
        "model": base64.b64encode(whole.encode()).decode(),
        "rows": rows,
        "margins": booster.predict(rows, raw_score=True),
        "predictions": booster.predict(rows),
        "bound": {"relative": 1e-12},
        "what": parameters,
    }


def thresholds(booster):
    """Of the text: trees_to_dataframe fails for a linear tree of one leaf."""
    names = booster.feature_name()
    for tree in booster.model_to_string().split("\nTree=")[1:]:
        fields = dict(line.split("=", 1) for line in tree.split("\n") if "=" in line)
        for feature, cut in zip(fields["split_feature"].split(), fields["threshold"].split()):
            name = names[int(feature)]
            if name[0] == "n":
                yield name, max(-1e200, min(1e200, float(cut)))  # a linear leaf's answer ends at 1e300
