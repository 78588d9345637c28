"""Golden files for libs/interop from scikit-learn, each version in an environment of its own:

    python -m venv old && old/bin/pip install scikit-learn==1.2.2 "numpy<2" "pandas<3"
    PYTHONPATH=tools/oracles old/bin/python tools/oracles/interop-scikit-learn.py .
    python -m venv new && new/bin/pip install scikit-learn==1.9.1 skops==0.16.0 pandas
    PYTHONPATH=tools/oracles new/bin/python tools/oracles/interop-scikit-learn.py .

A pickle differs from one Python to the next, so that `oracles:check` does not run it. It writes
libs/interop/golden/scikit-learn-<version>/ (of 1.0.2 only what its pickles have otherwise): pickles and files of joblib and skops in base64, rows, and what is predicted.
"""

import numpy as np
import pandas as pd
import sklearn
from golden import GoldenFolder
from interop_ensembles import ensemble_cases
from interop_files import answer_of, write
from interop_pipelines import NUMBERS, TEXTS, VERSION, pipeline_cases, questions, solve, table_of, target_of
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

HAS_MISSING = VERSION >= (1, 6)
SMALL = {"max_depth": 4, "random_state": 1}


def cases():
    """Yields (case, estimator, target, whether values may be missing, how it is saved)."""
    yield "forest", RandomForestClassifier(6, **SMALL), "binary", HAS_MISSING, "pickle-5"
    yield "forest-three", RandomForestClassifier(5, **SMALL), "three", HAS_MISSING, "joblib"
    yield "forest-names", RandomForestClassifier(3, **SMALL), "names", False, "pickle-2"
    yield "forest-quantity", RandomForestRegressor(6, **SMALL), "quantity", HAS_MISSING, "joblib-gzip"
    yield "forest-weights", RandomForestClassifier(4, class_weight="balanced", **SMALL), "three", False, "joblib-zlib"
    yield "extra", ExtraTreesClassifier(5, **SMALL), "three", HAS_MISSING, "pickle-4"
    yield "extra-quantity", ExtraTreesRegressor(5, **SMALL), "quantity", False, "joblib"
    yield "tree", DecisionTreeClassifier(**SMALL), "binary", HAS_MISSING, "pickle-5"
    yield "tree-quantity", DecisionTreeRegressor(**SMALL), "quantity", HAS_MISSING, "joblib"
    yield "boosting", GradientBoostingClassifier(n_estimators=8, random_state=1), "binary", False, "pickle-5"
    yield "boosting-three", GradientBoostingClassifier(n_estimators=4, random_state=1), "three", False, "pickle-2"
    yield "boosting-exponential", GradientBoostingClassifier(n_estimators=5, loss="exponential", random_state=1), "binary", False, "pickle-4"
    yield "boosting-zero", GradientBoostingClassifier(n_estimators=5, init="zero", random_state=1), "binary", False, "pickle-5"
    yield "boosting-quantity", GradientBoostingRegressor(n_estimators=8, random_state=1), "quantity", False, "pickle-5"
    yield "boosting-huber", GradientBoostingRegressor(n_estimators=5, loss="huber", random_state=1), "quantity", False, "pickle-4"
    scalar = np.float64(0.2)
    yield "boosting-scalar", GradientBoostingRegressor(n_estimators=3, learning_rate=scalar, random_state=1), "quantity", False, "joblib"
    yield "forest-truths", RandomForestClassifier(3, **SMALL), "truth", False, "joblib"
    yield "forest-numbers", RandomForestClassifier(3, **SMALL), "half", False, "pickle-4"
    yield "forest-columns", RandomForestRegressor(3, **SMALL), "quantity", False, "pickle-5"
    yield "hist", HistGradientBoostingClassifier(max_iter=8), "binary", True, "pickle-5"
    yield "hist-three", HistGradientBoostingClassifier(max_iter=5), "names", True, "joblib"
    yield "hist-quantity", HistGradientBoostingRegressor(max_iter=8), "quantity", True, "pickle-4"
    yield "hist-poisson", HistGradientBoostingRegressor(max_iter=6, loss="poisson"), "count", True, "pickle-2"
    if VERSION < (1, 2):  # which does not tell such a step how many columns there are
        yield "unchanged", make_pipeline(FunctionTransformer(), RandomForestRegressor(3, **SMALL)), "quantity", False, "pickle-4"


def write_estimators(golden):
    for seed, (case, model, target, missing, how) in enumerate(cases()):
        if VERSION < (1, 2) and not case.startswith(("hist", "unchanged")):
            continue
        rng = np.random.RandomState(seed)
        x = np.column_stack([rng.normal(0, 3, 200), rng.exponential(2, 200), rng.randint(0, 12, 200)])
        s = x[:, 0] + np.sin(x[:, 1]) + x[:, 2] % 3 + rng.normal(0, 0.3, 200)
        if missing:
            x[rng.random_sample(x.shape) < 0.1] = np.nan
        three = np.digitize(s, [-1, 2])
        y = {
            "quantity": s,
            "count": np.round(np.exp(s / 4)),
            "binary": (s > 0).astype(int),
            "three": three,
            "truth": s > 1,
            "half": three.astype(float),
            "names": np.array(["low", "mittel", "über"])[three],
        }[target]
        names = ["width", "height", "größe"]
        table = (lambda values: pd.DataFrame(values, columns=names)) if case == "forest-columns" else np.asarray
        model.fit(table(x), y)
        write(golden, case, model, how, x[:40], answer_of(model, table(x[:40])))


def write_tables(golden, cases, first_seed):
    for seed, (case, model, target, missing, how) in enumerate(cases, first_seed):
        rng = np.random.RandomState(seed)
        table = table_of(rng, missing)
        s = target_of(rng, table)
        three = np.digitize(s, [0, 2])
        names = np.array(["low", "mid", "high"])[three]
        y = {
            "quantity": s,
            "array": s,
            "array-positive": np.exp(s / 2),
            "array-binary": s > 0.5,
            "array-three": three,
            "array-names": names,
            "binary": s > 0.5,
            "names": names,
        }[target]
        if "categories" in case:
            table[TEXTS] = table[TEXTS].astype("category")
        known = table[NUMBERS].to_numpy() if target.startswith("array") else table
        model.fit(known, y)
        rows = known[:60] if target.startswith("array") else questions(model, table, rng)
        if case.startswith("scaled-") and "twice" not in case:
            rows = pd.concat([rows, table.iloc[np.zeros(90, int)].assign(**solve(model, NUMBERS))])
        values = rows if target.startswith("array") else rows.astype(object).where(rows.notna(), None).to_numpy()
        write(golden, case, model, how, values, answer_of(model, rows))


def main():
    golden = GoldenFolder(f"libs/interop/golden/scikit-learn-{sklearn.__version__}", ("scikit-learn", "numpy", "joblib"))
    write_estimators(golden)
    if VERSION >= (1, 2):
        write_tables(golden, pipeline_cases(), 1000)
        write_tables(golden, ensemble_cases(), 2000)


if __name__ == "__main__":
    main()
