"""Golden files for libs/interop: boosters of XGBoost and LightGBM in pickles, by themselves, in pipelines and in searches.

    PYTHONPATH=tools/oracles new/bin/python tools/oracles/interop-boosters.py .

Pickles differ from one Python to the next, so that `oracles:check` does not run it. It writes
libs/interop/golden/pickled-boosters-<version of XGBoost>/: pickles in base64, rows, and what the estimators predict.
"""

import lightgbm
import numpy as np
import pandas as pd
import sklearn
import xgboost
from golden import GoldenFolder
from interop_files import answer_of, write
from interop_pipelines import NUMBERS, TEXTS, questions, table_of, target_of
from sklearn.compose import ColumnTransformer, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

DENSE = {"sparse_output" if tuple(map(int, sklearn.__version__.split(".")[:2])) >= (1, 2) else "sparse": False}
XGB = {"n_estimators": 5, "max_depth": 3, "n_jobs": 1}
LGBM = {"n_estimators": 5, "num_leaves": 6, "n_jobs": 1, "verbose": -1}
EARLY = 3


def cases():
    """Yields (case, estimator, target, how it is saved)."""
    usual = ColumnTransformer([("numbers", StandardScaler(), NUMBERS), ("texts", OneHotEncoder(handle_unknown="ignore", **DENSE), TEXTS)], sparse_threshold=0)
    sparse = make_column_transformer((make_pipeline(SimpleImputer(), StandardScaler()), NUMBERS), (OneHotEncoder(handle_unknown="ignore"), TEXTS), sparse_threshold=1.0)
    codes = make_column_transformer((OrdinalEncoder(), TEXTS), ("passthrough", NUMBERS))
    yield "xgb-binary", xgboost.XGBClassifier(**XGB), "array-binary", "pickle-5"
    yield "xgb-three", xgboost.XGBClassifier(**XGB), "array-three", "joblib"
    yield "xgb-quantity", xgboost.XGBRegressor(**XGB), "array", "pickle-2"
    yield "xgb-forest", xgboost.XGBRFRegressor(n_estimators=4, max_depth=3), "array", "joblib"
    yield "xgb-early", xgboost.XGBRegressor(n_estimators=60, learning_rate=1.0, early_stopping_rounds=EARLY), "array", "pickle-5"
    yield "xgb-usual", make_pipeline(usual, xgboost.XGBClassifier(**XGB)), "binary", "joblib"
    yield "xgb-codes", make_pipeline(codes, xgboost.XGBRegressor(**XGB)), "quantity", "pickle-5"
    yield "xgb-grid", GridSearchCV(xgboost.XGBRegressor(**XGB), {"max_depth": [2, 3]}, cv=2), "array", "joblib"
    yield "lgbm-binary", lightgbm.LGBMClassifier(**LGBM), "array-names-two", "pickle-5"
    yield "lgbm-three", lightgbm.LGBMClassifier(**LGBM), "array-names", "joblib"
    yield "lgbm-quantity", lightgbm.LGBMRegressor(**LGBM), "array", "pickle-2"
    yield "lgbm-early", lightgbm.LGBMRegressor(n_estimators=60, learning_rate=1.0, verbose=-1), "array", "pickle-5"
    yield "lgbm-kept", None, "array", "pickle-5"
    yield "lgbm-usual", make_pipeline(usual, lightgbm.LGBMClassifier(**LGBM)), "names", "joblib"
    yield "lgbm-sparse", make_pipeline(sparse, lightgbm.LGBMRegressor(**LGBM)), "quantity", "pickle-5"
    yield "lgbm-grid", GridSearchCV(make_pipeline(codes, lightgbm.LGBMClassifier(**LGBM)), {"lgbmclassifier__num_leaves": [3, 5]}, cv=2), "binary", "joblib"


def fit(case, model, known, y):
    if model is None:  # a booster of its own, which keeps the trees after the best iteration
        rows, rest = lightgbm.Dataset(known, y), lightgbm.Dataset(known[:80], y[:80] + np.sin(np.arange(80.0)))
        stop = [lightgbm.early_stopping(EARLY, verbose=False)]
        return lightgbm.train({"learning_rate": 1.0, "verbose": -1}, rows, 60, valid_sets=[rest], callbacks=stop, keep_training_booster=True)
    if "early" not in case:
        return model.fit(known, y)
    validation = {"eval_set": [(known[:80], y[:80] + np.sin(np.arange(80.0)))]}
    if case.startswith("xgb"):
        return model.fit(known, y, verbose=False, **validation)
    return model.fit(known, y, callbacks=[lightgbm.early_stopping(EARLY, verbose=False)], **validation)


def main():
    golden = GoldenFolder(f"libs/interop/golden/pickled-boosters-{xgboost.__version__}", ("xgboost" if xgboost.__version__ < "2" else "xgboost-cpu", "lightgbm", "scikit-learn", "numpy"))
    for seed, (case, model, target, how) in enumerate(cases(), 3000):
        rng = np.random.RandomState(seed)
        table = table_of(rng, False)
        table.loc[rng.random_sample(len(table)) < 0.1, "age"] = np.nan
        s = target_of(rng, table)
        three = np.digitize(s, [0, 2])
        y = {
            "array": s,
            "quantity": s,
            "array-binary": (s > 0.5).astype(int),
            "binary": (s > 0.5).astype(int),
            "array-three": three,
            "array-names": np.array(["low", "mid", "high"])[three],
            "array-names-two": np.array(["no", "yes"])[(s > 0.5).astype(int)],
            "names": np.array(["low", "mid", "high"])[three],
        }[target]
        is_array = target.startswith("array")
        known = table[NUMBERS].to_numpy() if is_array else table
        model = fit(case, model, known, y)
        rows = known[:60] if is_array else questions(model, table, rng)
        values = rows if is_array else rows.astype(object).where(rows.notna(), None).to_numpy()
        write(golden, case, model, how, values, answer_of(model, rows))


if __name__ == "__main__":
    main()
