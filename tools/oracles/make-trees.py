"""Golden trees for libs/histogram: scikit-learn's decision trees on tables of whole numbers.

    python make-trees.py OUTPUT_DIR

All features are looked at for each split, and no feature has more than 255 distinct values, so that our
trees are exact too. scikit-learn breaks ties between equally good splits by a random order of the features:
whoever compares must allow any split that lowers impurity as much. Missing values are null.
"""

import numpy as np
from golden import GoldenFolder
from sklearn.datasets import load_iris
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor


def table(rng, rows, features, distinct):
    return rng.integers(0, distinct, (rows, features)).astype(float)


def three_classes(rng, x):
    noise = rng.normal(0, 0.15 * x[:, 0].max(), len(x))
    return np.digitize(x[:, 0] + x[:, 1] * x[:, 2] / x[:, 2].max() + noise, [60, 130])


def cases():
    """Yields (case, x, y, sample weights or None, scikit-learn's parameters, whether y is a class)."""
    rng = np.random.default_rng(20240611)
    x = table(rng, 400, 5, 120)
    y = three_classes(rng, x)
    yield "gini", x, y, None, {}, True
    yield "entropy", x, y, None, {"criterion": "entropy"}, True
    yield "limits", x, y, None, {"min_samples_leaf": 7, "min_samples_split": 30, "max_depth": 6}, True
    yield "decrease", x, y, None, {"min_impurity_decrease": 0.004}, True
    weights = np.round(rng.uniform(0.1, 3, len(x)), 3)
    yield "weights", x, y, weights, {}, True
    yield "entropy-weights", x, y, weights, {"criterion": "entropy"}, True

    holes = np.where(rng.random(x.shape) < 0.15, np.nan, x)
    yield "missing", holes, y, None, {"min_samples_leaf": 3}, True

    iris = load_iris()
    yield "iris", np.round(iris.data * 10), iris.target, None, {}, True

    x = table(rng, 400, 4, 200)
    y = np.round(x[:, 0] * 3 + np.sin(x[:, 1] / 20) * 100 + rng.normal(0, 20, len(x)), 2)
    yield "regression", x, y, None, {}, False
    yield "regression-limits", x, np.round(y / 100, 3), None, {"min_samples_leaf": 5}, False
    yield "regression-weights", x, y, weights, {"max_depth": 5}, False

    x = table(rng, 400, 4, 150)
    y = rng.poisson(np.exp(x[:, 0] / 60) * (1 + (x[:, 1] > 90))).astype(float)
    yield "poisson", x, y, None, {"criterion": "poisson"}, False
    yield "poisson-weights", x, y, weights, {"criterion": "poisson", "min_samples_leaf": 4}, False


def main():
    golden = GoldenFolder("libs/histogram/golden/trees")
    for case, x, y, weights, params, is_class in cases():
        kind = DecisionTreeClassifier if is_class else DecisionTreeRegressor
        tree = kind(random_state=0, **params).fit(x, y, sample_weight=weights).tree_
        golden.write_pair(
            case,
            {"columns": x.T, "target": y, "is_class": is_class, "weights": weights, "params": params},
            {
                "feature": tree.feature,
                "threshold": [t if np.isfinite(t) else None for t in tree.threshold],
                "left": tree.children_left,
                "right": tree.children_right,
                "missing_left": tree.missing_go_to_left,
                "impurity": tree.impurity,
                "samples": tree.n_node_samples,
                "value": tree.value[:, 0, :],
            },
        )


if __name__ == "__main__":
    main()
