"""Golden curves, tests and intervals for libs/evaluator: scikit-learn's, scipy's and numpy's numbers.

    python make-curves.py OUTPUT_DIR

Scores are votes of 100 trees (so they tie and contain 0 and 1, and fall on the edges of bins) or have all
their digits. Infinite thresholds are left out: JSON has none.
"""

import numpy as np
from golden import GoldenFolder
from scipy.stats import binomtest
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve

BINS = (5, 10)


def cases():
    """Yields (case, is_positive, scores)."""
    rng = np.random.default_rng(20240609)
    positive = rng.integers(0, 2, 120)
    yield "votes", positive, rng.binomial(100, 0.3 + 0.4 * positive) / 100
    yield "all-digits", positive, rng.beta(1 + 2 * positive, 3 - 2 * positive)
    positive = (rng.random(300) < 0.05).astype(int)
    yield "rare", positive, rng.binomial(100, 0.05 + 0.5 * positive) / 100
    yield "four-trees", positive, rng.binomial(4, 0.1 + 0.5 * positive) / 4
    yield "constant", np.array([0, 1, 1, 0, 1]), np.full(5, 0.5)
    yield "perfect", np.array([0, 0, 1, 1]), np.array([0.0, 0.25, 0.75, 1.0])
    yield "all-wrong", np.array([1, 1, 0, 0]), np.array([0.0, 0.25, 0.75, 1.0])
    yield "edges", np.tile([0, 1], 21)[:21], np.arange(21) / 20
    yield "one-of-each", np.array([1, 0]), np.array([0.3, 0.7])


def expected(positive, scores):
    false_rate, true_rate, thresholds = sk.roc_curve(positive, scores, drop_intermediate=False)
    precision, recall, recall_thresholds = sk.precision_recall_curve(positive, scores)
    return {
        "roc": {
            "falsePositiveRate": false_rate,
            "truePositiveRate": true_rate,
            "finiteThresholds": thresholds[1:],
        },
        "precisionRecall": {
            "precision": precision,
            "recall": recall,
            "thresholds": recall_thresholds,
        },
        "averagePrecision": sk.average_precision_score(positive, scores),
        "calibration": {
            str(bins): dict(
                zip(
                    ("observed", "predicted"),
                    calibration_curve(positive, scores, n_bins=bins, strategy="uniform"),
                )
            )
            for bins in BINS
        },
    }


def main():
    folder = GoldenFolder("libs/evaluator/golden/curves")
    for case, positive, scores in cases():
        folder.write_pair(
            case, {"isPositive": positive, "scores": scores}, expected(positive, scores)
        )

    folder = GoldenFolder("libs/evaluator/golden/mcnemar", ("scipy", "numpy"))
    counts = ((0, 0), (0, 1), (1, 0), (3, 3), (2, 11), (40, 25), (500, 560), (1_000, 3_000))
    tests = [
        {"onlyFirst": b, "onlySecond": c, "pValue": binomtest(b, b + c, 0.5).pvalue if b + c else 1.0}
        for b, c in counts
    ]
    folder.write_pair(
        "pairs",
        {"pairs": [[test["onlyFirst"], test["onlySecond"]] for test in tests]},
        {"pValues": [test["pValue"] for test in tests]},
    )

    folder = GoldenFolder("libs/evaluator/golden/quantiles", ("numpy",))
    rng = np.random.default_rng(20240610)
    shares = [0, 0.025, 0.3, 0.5, 0.975, 1]
    for case, values in (
        ("many", rng.normal(0, 5, 101)),
        ("two", np.array([3.0, 1.0])),
        ("one", np.array([2.5])),
        ("tied", np.array([1.0, 1, 1, 2])),
    ):
        given = {"values": values, "shares": shares}
        folder.write_pair(case, given, {"quantiles": np.quantile(values, shares)})


if __name__ == "__main__":
    main()
