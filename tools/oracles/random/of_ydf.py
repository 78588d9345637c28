"""Random models of YDF."""

import base64
import tempfile
from pathlib import Path

import numpy as np
import ydf
from table import draw_rows, draw_table, draw_target, pick, pick_some

REFUSALS = (ValueError,)


RARE = [
    {"growing_strategy": "BEST_FIRST_GLOBAL", "max_num_nodes": 9},
    {"num_candidate_attributes_ratio": 0.5},
    {"in_split_min_examples_check": False},
    {"honest": True, "honest_fixed_separation": True},
]
RARE_OF_BOOSTING = [
    {"shrinkage": 1.0},
    {"shrinkage": 1e-7},
    {"use_hessian_gain": True},
    {"l1_regularization": 0.5, "l2_regularization": 2.0},
    {"subsample": 0.5},
    {"sampling_method": "GOSS"},
    {"sampling_method": "SELGB"},
    {"dart_dropout": 0.3},
    {"early_stopping": "NONE"},
    {"validation_ratio": 0.3, "early_stopping_num_trees_look_ahead": 2},
    {"max_num_nodes": 3},
]
RARE_OF_FORESTS = [{"bootstrap_training_dataset": False}, {"bootstrap_size_ratio": 0.3}, {"sampling_with_replacement": False}]


def make(rng):
    ydf.verbose(0)
    table = draw_table(rng)
    target = pick(rng, "quantity", "count", "binary", "names")
    is_boosted = bool(rng.random() < 0.6)
    is_classification = target in ("binary", "names")
    parameters = {
        "label": "y",
        "task": ydf.Task.CLASSIFICATION if is_classification else ydf.Task.REGRESSION,
        "num_trees": int(rng.integers(1, 25)),
        "max_depth": int(rng.integers(2, 9)),
        "min_examples": pick(rng, 1, 5),
        "random_seed": int(rng.integers(1000)),
        "num_threads": 1,
        "categorical_algorithm": pick(rng, "CART", "RANDOM"),
        "discretize_numerical_columns": bool(rng.random() < 0.3),
        "missing_value_policy": pick(rng, "GLOBAL_IMPUTATION", "GLOBAL_IMPUTATION", "LOCAL_IMPUTATION"),
    }
    if is_boosted and target == "count":
        parameters["loss"] = "POISSON"
    if not is_boosted:
        parameters |= {"winner_take_all": bool(rng.random() < 0.5)} if is_classification else {}
    parameters |= pick_some(rng, *RARE) | pick_some(rng, *(RARE_OF_BOOSTING if is_boosted else RARE_OF_FORESTS))
    train = given(table) | {"y": draw_target(rng, table, target)}
    learner = ydf.GradientBoostedTreesLearner if is_boosted else ydf.RandomForestLearner
    model = learner(**parameters).train(train)
    names = model.input_feature_names()
    rows = draw_rows(rng, table, unseen=True)
    is_slow = parameters["missing_value_policy"] == "LOCAL_IMPUTATION"  # which the fast engines do not know
    if not is_slow:
        rows = agreed(model, rows)
    case = {
        "files": saved(model),
        "rows": rows[names],
        "predictions": model.predict(given(rows), use_slow_engine=is_slow),
        "bound": bound_of(parameters["num_trees"], target, is_boosted and not is_slow),
        "what": parameters,
    }
    if is_boosted and not is_slow:
        raw = learner(**parameters, apply_link_function=False).train(train)
        margins = raw.predict(given(rows))
        has_link = parameters.get("loss") == "POISSON" and np.array_equal(margins, case["predictions"])
        if not has_link:  # some engines answer with it all the same
            case["margins"] = margins
    return case


def bound_of(trees, target, is_fast):
    classes = 3 if target == "names" else 1
    if not is_fast:
        return {"ofLargest": max(2, trees * classes) * 2.0**-23}
    return {"absolute" if classes > 1 else "relative": 2.0**-22}


def agreed(model, rows):
    """Those that YDF's engines agree on: with binned numbers, the fast ones may take another leaf than the slow one."""
    fast = model.predict(given(rows))
    apart = np.abs(fast - model.predict(given(rows), use_slow_engine=True)).reshape(len(rows), -1).max(axis=1)
    return rows[apart <= 1e-6 * np.abs(fast).max()]


def given(table):
    """As YDF takes it."""
    return {name: table[name].to_numpy(str if name[0] == "c" else np.float64) for name in table}


def saved(model):
    with tempfile.TemporaryDirectory() as folder:
        model.save(folder + "/model")
        return {file.name: base64.b64encode(file.read_bytes()).decode() for file in (Path(folder) / "model").iterdir()}
