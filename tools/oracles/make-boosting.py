"""Golden trees of boosting for libs/histogram: the trees of one iteration of LightGBM.

    python make-boosting.py OUTPUT_DIR

Columns hold at most 255 whole numbers, so that a bin is a number, and rows reach the first iteration with equal
hessians, from which LightGBM estimates its counts. Its gradients are float32: gains and values differ after the
seventh digit. Values of leaves include the base score, which LightGBM adds to the first trees. Missing values are null.
"""

import lightgbm
import numpy as np
from golden import GoldenFolder

ROWS = 400
SAME = {
    "learning_rate": 0.1,
    "max_bin": 255,
    "min_data_in_bin": 1,
    "min_data_per_group": 1,
    "max_cat_to_onehot": 1,
    "feature_pre_filter": False,
    "deterministic": True,
    "num_threads": 1,
    "verbosity": -1,
}
"""What ours has too, or what makes LightGBM find all that ours does."""


def table(rng, columns=4):
    return rng.integers(0, 100, (ROWS, columns)).astype(float)


def cases():
    """Yields (case, x, y, number of classes or None, levels of each column or None, LightGBM's parameters)."""
    rng = np.random.default_rng(20261128)
    x = table(rng)
    smooth = x[:, 0] + np.where(x[:, 1] > 50, x[:, 2], -x[:, 2]) + rng.normal(0, 20, ROWS)
    y = np.round(smooth, 3)
    numbers = [None] * 4
    yield "squared-error", x, y, None, numbers, {"num_leaves": 31}
    yield "l2", x, y, None, numbers, {"num_leaves": 31, "lambda_l2": 1}
    few = {"num_leaves": 5, "min_data_in_leaf": 5, "lambda_l2": 20}
    yield "few-leaves", x, y, None, numbers, few
    yield "depth", x, y, None, numbers, {"num_leaves": 31, "max_depth": 3}
    yield "logistic", x, (smooth > 60).astype(float), 2, numbers, {"num_leaves": 15, "lambda_l2": 1}
    yield "softmax", x, np.digitize(smooth, [10, 60]).astype(float), 3, numbers, {"num_leaves": 8}
    monotonic = {"num_leaves": 31, "lambda_l2": 1, "monotone_constraints": [1, 0, -1, 0]}
    yield "monotonic", x, y, None, numbers, monotonic

    holes = np.where(rng.random(x.shape) < 0.2, np.nan, x)
    y = np.round(smooth + np.where(np.isnan(holes[:, 0]), 40, 0), 3)
    yield "missing", holes, y, None, numbers, {"num_leaves": 31}
    yield "missing-logistic", holes, (y > 70).astype(float), 2, numbers, {"num_leaves": 15, "lambda_l2": 1}

    x = table(rng)
    x[:, 0] = rng.integers(0, 12, ROWS)
    x[:, 1] = rng.integers(0, 5, ROWS)
    y = np.round(rng.normal(0, 30, 12)[x[:, 0].astype(int)] + x[:, 2] + rng.normal(0, 20, ROWS), 3)
    levels = [12, 5, None, None]
    yield "categories", x, y, None, levels, {"num_leaves": 15}
    yield "categories-logistic", x, (y > 45).astype(float), 2, levels, {"num_leaves": 8}


OBJECTIVES = {None: "regression", 2: "binary", 3: "multiclass"}


def flatten(node, nodes):
    """Appends a tree's nodes in preorder, and returns the node's index."""
    index = len(nodes)
    if "leaf_value" in node:
        nodes.append({"feature": -1, "value": node["leaf_value"]})
        return index
    nodes.append({})
    is_set = node["decision_type"] == "=="
    threshold = node["threshold"]
    nodes[index] = {
        "feature": node["split_feature"],
        "threshold": None if is_set else threshold,
        "levels_left": [int(level) for level in threshold.split("||")] if is_set else None,
        "missing_left": node["default_left"],
        "gain": node["split_gain"],
        "count": node["internal_count"],
        "left": flatten(node["left_child"], nodes),
        "right": flatten(node["right_child"], nodes),
    }
    return index


def main():
    golden = GoldenFolder("libs/histogram/golden/boosting", ("lightgbm", "numpy"))
    for case, x, y, classes, levels, params in cases():
        categorical = [column for column, count in enumerate(levels) if count is not None]
        settings = {**SAME, **params, "objective": OBJECTIVES[classes]}
        if classes == 3:
            settings["num_class"] = classes
        data = lightgbm.Dataset(x, y, categorical_feature=categorical, params=settings)
        model = lightgbm.train(settings, data, num_boost_round=1)
        trees = []
        for tree in model.dump_model()["tree_info"]:
            trees.append([])
            flatten(tree["tree_structure"], trees[-1])
        golden.write_pair(
            case,
            {"columns": x.T, "target": y, "classes": classes, "levels": levels, "params": params},
            {"trees": trees},
        )


if __name__ == "__main__":
    main()
