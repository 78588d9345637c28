"""Golden partial dependences for libs/training: scikit-learn's, of a model that is a formula.

    python make-partial-dependence.py OUTPUT_DIR

The formula stands in the test too; scikit-learn chooses the values and averages. The model's answer for a row
is (x0 * x1 + x2 * x2, x0 - x2), of which scikit-learn is asked one output at a time.
"""

import numpy as np
from golden import GoldenFolder
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.inspection import partial_dependence


class Formula(RegressorMixin, BaseEstimator):
    def __init__(self, output=0):
        self.output = output

    def fit(self, X, y=None):
        self.fitted_ = True
        return self

    def predict(self, X):
        return X[:, 0] * X[:, 1] + X[:, 2] ** 2 if self.output == 0 else X[:, 0] - X[:, 2]


def cases():
    """Yields (case, rows, resolution, categorical features)."""
    rng = np.random.default_rng(20240611)
    yield "many-values", rng.normal(0, 2, (90, 3)), 20, []
    yield "few-values", rng.integers(0, 7, (50, 3)).astype(float), 20, []
    yield "coarse", rng.lognormal(0, 1, (41, 3)), 5, []
    yield "category", rng.integers(0, 30, (200, 3)).astype(float), 10, [0]


def main():
    folder = GoldenFolder("libs/training/golden/partial-dependence")
    for case, rows, resolution, categorical in cases():
        features = []
        for feature in range(rows.shape[1]):
            outputs = [
                partial_dependence(
                    Formula(output).fit(rows),
                    rows,
                    [feature],
                    categorical_features=categorical or None,
                    grid_resolution=resolution,
                    method="brute",
                    kind="average",
                )
                for output in (0, 1)
            ]
            features.append(
                {
                    "grid": outputs[0]["grid_values"][0],
                    "mean": np.stack([each["average"][0] for each in outputs], axis=1).ravel(),
                }
            )
        given = {"rows": rows, "resolution": resolution, "categorical": categorical}
        folder.write_pair(case, given, {"features": features})


if __name__ == "__main__":
    main()
