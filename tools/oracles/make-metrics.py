"""Golden metrics for libs/evaluator: scikit-learn's numbers for made-up truths and scores.

    python make-metrics.py OUTPUT_DIR

Scores are either votes of 100 trees (so they tie and contain zeros, as a forest's do) or full float64
distributions. The predicted class is the first largest score. Every class is named in `labels`, and
divisions by zero give 0.
"""

import re
import warnings

import numpy as np
from golden import GoldenFolder
from scipy.stats import binomtest
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve

CONFIDENCE_LEVELS = (0.9, 0.95, 0.99)
REPORT_DIGITS = (2, 4)


def votes(rng, truth, n_classes, skill, trees=100):
    """Scores in hundredths: each tree votes for the true class more often the higher `skill` is."""
    chances = np.full((len(truth), n_classes), 1.0)
    chances[np.arange(len(truth)), truth] += skill * rng.random(len(truth))
    chances /= chances.sum(axis=1, keepdims=True)
    return np.array([rng.multinomial(trees, chance) for chance in chances]) / trees


def dirichlet(rng, truth, n_classes, skill):
    """Scores with all their digits."""
    weights = np.full((len(truth), n_classes), 0.8)
    weights[np.arange(len(truth)), truth] += skill
    scores = np.array([rng.dirichlet(weight) for weight in weights])
    return scores / scores.sum(axis=1, keepdims=True)


def classification_cases():
    """Yields (case, classes, truth, scores)."""
    rng = np.random.default_rng(20240607)
    letters = [chr(ord("a") + k) for k in range(10)]
    three = ["setosa", "versicolor", "virginica"]

    truth = rng.integers(0, 2, 120)
    yield "binary", ["no", "yes"], truth, votes(rng, truth, 2, 2)
    yield "binary-all-digits", ["no", "yes"], truth, dirichlet(rng, truth, 2, 1)

    truth = rng.integers(0, 3, 150)
    yield "three-classes", three, truth, votes(rng, truth, 3, 6)
    yield "three-classes-all-digits", three, truth, dirichlet(rng, truth, 3, 1.5)

    truth = rng.integers(0, 10, 200)
    yield "ten-classes", letters, truth, votes(rng, truth, 10, 20)

    truth = rng.integers(0, 3, 60)
    yield "ties", three, truth, votes(rng, truth, 3, 3, trees=4)
    yield "constant-scores", three, truth, np.tile([0.25, 0.25, 0.5], (60, 1))
    yield "one-tree", three, truth, votes(rng, truth, 3, 6, trees=1)

    truth = rng.integers(0, 3, 30)
    yield "perfect", three, truth, np.eye(3)[truth]
    yield "all-wrong", three, truth, np.eye(3)[(truth + 1) % 3]
    yield "binary-all-wrong", ["0", "1"], truth % 2, np.eye(2)[1 - truth % 2]

    truth = rng.integers(0, 3, 80)
    scores = votes(rng, truth, 3, 6)
    scores[:, 0] += scores[:, 1]
    scores[:, 1] = 0
    yield "class-never-predicted", three, truth, scores / scores.sum(axis=1, keepdims=True)

    truth = rng.choice([0, 2, 3], 80)
    yield "class-absent-from-truth", ["red", "green", "blue", "grey"], truth, votes(rng, truth, 4, 6)
    yield "one-class-in-truth", three, np.full(20, 1), votes(rng, np.full(20, 1), 3, 6)
    yield "binary-one-class-in-truth", ["no", "yes"], np.zeros(20, int), votes(
        rng, np.zeros(20, int), 2, 2
    )

    truth = rng.choice(3, 200, p=[0.94, 0.04, 0.02])
    yield "skewed", three, truth, votes(rng, truth, 3, 8)

    # Recalls of 1/8, 3/8, 5/8 and 7/8, which are exactly between two numbers of two digits.
    truth = np.repeat([0, 1, 2, 3], 8)
    hits = np.concatenate([np.arange(8) < n for n in (1, 3, 5, 7)])
    predicted = np.where(hits, truth, (truth + 1) % 4)
    yield "halves", ["1/8", "3/8", "5/8", "7/8"], truth, np.eye(4)[predicted]

    names = ["a class with a name longer than every heading", "ñandú 🌲", "x"]
    yield "long-names", names, np.array([0, 1, 2, 1]), np.eye(3)[[0, 1, 2, 2]]
    yield "one-row", ["no", "yes"], np.array([1]), np.array([[0.25, 0.75]])


def roc_auc(truth, scores, n_classes):
    if n_classes == 2:
        area = sk.roc_auc_score(truth, scores[:, 1])
        return [area, area], area, area
    areas = [
        sk.roc_auc_score(
            truth, scores, multi_class="ovr", labels=np.arange(n_classes), average=average
        )
        for average in (None, "macro", "weighted")
    ]
    return tuple(areas)


def calibration_error(truth, scores, bins=10):
    """Expected calibration error of the second of two classes, or of the chosen one of more; bins as sklearn's."""
    binary = scores.shape[1] == 2
    positive = truth == (1 if binary else scores.argmax(axis=1))
    probability = scores[:, 1] if binary else scores.max(axis=1)
    observed, predicted = calibration_curve(positive, probability, n_bins=bins)
    edges = np.linspace(0, 1, bins + 1)
    counts = np.bincount(np.searchsorted(edges[1:-1], probability), minlength=bins)
    return np.average(np.abs(observed - predicted), weights=counts[counts > 0])


def average_precision(truth, scores, n_classes):
    """The mean of the classes, each against all others; not defined where the truth lacks one."""
    classes = [1] if n_classes == 2 else range(n_classes)
    if any((truth == k).sum() == 0 for k in classes):
        return None
    return np.mean([sk.average_precision_score(truth == k, scores[:, k]) for k in classes])


def expected_classification(classes, truth, scores):
    labels = np.arange(len(classes))
    predicted = scores.argmax(axis=1)

    def scores_of(average):
        return sk.precision_recall_fscore_support(
            truth, predicted, labels=labels, average=average, zero_division=0
        )

    names = ("precision", "recall", "f1")
    areas, macro_area, weighted_area = roc_auc(truth, scores, len(classes))
    hits = int((truth == predicted).sum())
    interval = binomtest(hits, len(truth)).proportion_ci(0.95, method="wilson")
    return {
        "rowCount": len(truth),
        "accuracy": sk.accuracy_score(truth, predicted),
        "accuracyInterval": {"level": 0.95, "lower": interval.low, "upper": interval.high},
        "balancedAccuracy": sk.balanced_accuracy_score(truth, predicted),
        "logLoss": sk.log_loss(truth, scores, labels=labels),
        "brierScore": sk.brier_score_loss(truth, scores, labels=labels),
        "calibrationError": calibration_error(truth, scores),
        "averagePrecision": average_precision(truth, scores, len(classes)),
        "perClass": {
            **dict(zip((*names, "support"), scores_of(None), strict=True)),
            "rocAuc": areas,
        },
        "macro": {**dict(zip(names, scores_of("macro")[:3])), "rocAuc": macro_area},
        "weighted": {**dict(zip(names, scores_of("weighted")[:3])), "rocAuc": weighted_area},
        "confusionMatrix": sk.confusion_matrix(truth, predicted, labels=labels),
        "report": {
            str(digits): report(truth, predicted, labels, classes, digits) for digits in REPORT_DIGITS
        },
    }


def report(truth, predicted, labels, classes, digits):
    text = sk.classification_report(
        truth, predicted, labels=labels, target_names=classes, digits=digits, zero_division=0
    )
    # If no row at all is right, scikit-learn 1.9.1 counts in floats and prints a support of 18 as 18.0.
    return re.sub(r"(\d+)\.0$", r"  \1", text, flags=re.MULTILINE)


def regression_cases():
    """Yields (case, truth, predictions)."""
    rng = np.random.default_rng(20240608)
    truth = rng.uniform(10, 20, 100)
    yield "noise", truth, truth + rng.normal(0, 1, 100)
    truth = rng.normal(0, 5, 100)
    yield "negative-values", truth, truth * 0.8 + rng.normal(0, 2, 100)
    yield "constant-predictions", truth, np.full(100, 1.5)
    yield "worse-than-the-mean", truth, -truth
    yield "perfect", truth, truth
    truth = np.round(rng.normal(0, 2, 50))
    yield "zeros-in-truth", truth, truth + rng.normal(0, 0.5, 50)
    yield "zeros-in-truth-perfect", truth, truth
    yield "constant-truth", np.full(10, 2.5), 2.5 + rng.normal(0, 1, 10)
    yield "constant-truth-perfect", np.full(10, 2.5), np.full(10, 2.5)
    yield "one-row", np.array([3.0]), np.array([2.0])
    truth = rng.lognormal(10, 3, 80)
    yield "wide-range", truth, truth * rng.lognormal(0, 0.3, 80)
    truth = 1e9 + rng.normal(0, 1, 80)
    yield "far-from-zero", truth, truth + rng.normal(0, 0.5, 80)


def expected_regression(truth, predictions):
    return {
        "rowCount": len(truth),
        "mae": sk.mean_absolute_error(truth, predictions),
        "rmse": sk.root_mean_squared_error(truth, predictions),
        "r2": sk.r2_score(truth, predictions),
        "mape": sk.mean_absolute_percentage_error(truth, predictions),
    }


def main():
    warnings.simplefilter("ignore")  # about undefined metrics: those are what some cases are for

    folder = GoldenFolder("libs/evaluator/golden/classification", ("scikit-learn", "scipy", "numpy"))
    for case, classes, truth, scores in classification_cases():
        given = {"classes": classes, "truth": truth, "scores": scores}
        folder.write_pair(case, given, expected_classification(classes, truth, scores))

    folder = GoldenFolder("libs/evaluator/golden/regression")
    for case, truth, predictions in regression_cases():
        given = {"truth": truth, "predictions": predictions}
        folder.write_pair(case, given, expected_regression(truth, predictions))

    folder = GoldenFolder("libs/evaluator/golden/wilson-interval", ("scipy", "numpy"))
    for successes, trials in ((0, 1), (1, 1), (0, 30), (30, 30), (1, 2), (29, 30), (950, 1000)):
        result = binomtest(successes, trials)
        intervals = [result.proportion_ci(level, method="wilson") for level in CONFIDENCE_LEVELS]
        expected = [
            {"level": level, "lower": interval.low, "upper": interval.high}
            for level, interval in zip(CONFIDENCE_LEVELS, intervals)
        ]
        given = {"successes": successes, "trials": trials}
        folder.write_pair(f"{successes}-of-{trials}", given, {"intervals": expected})


if __name__ == "__main__":
    main()
