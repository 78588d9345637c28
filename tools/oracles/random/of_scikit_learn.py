"""Random models of scikit-learn: estimators, and pipelines that prepare numbers and texts."""

import base64
import io
import pickle

import joblib
import numpy as np
import skops.io
from sklearn import ensemble, tree
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler
from table import draw_rows, draw_table, draw_target, pick, pick_some

REFUSALS = (ValueError,)


def make(rng):
    table = draw_table(rng)
    target = pick(rng, "quantity", "binary", "three", "names")
    model = make_pipeline(preparation(rng, table), draw_estimator(rng, target != "quantity"))
    if target == "quantity" and rng.random() < 0.2:
        model = make_pipeline(model[0], ensemble.IsolationForest(n_estimators=int(rng.integers(1, 12)), random_state=0))
    is_calibrated = target == "binary" and rng.random() < 0.3
    if is_calibrated:
        model = CalibratedClassifierCV(model, ensemble=False, cv=3)
    if not is_calibrated and not any(name[0] == "c" for name in table) and not table.isna().any().any() and rng.random() < 0.5:
        model = model[-1]
    model.fit(table, draw_target(rng, table, target))
    rows = draw_rows(rng, table, unseen=True)
    predict = next(getattr(model, name) for name in ("predict_proba", "score_samples", "predict") if hasattr(model, name))
    try:
        predictions = predict(rows)
    except ValueError:  # an encoder that takes no other texts
        rows = rows.drop(index=len(rows) - 7)
        predictions = predict(rows)
    last = model[-1] if hasattr(model, "steps") else model
    is_sum = any(word in type(last).__name__ for word in ("Boosting", "Calibrated", "Isolation"))
    return {
        "model": base64.b64encode(saved(rng, model)).decode(),
        "rows": rows,
        "predictions": predictions,
        "bound": {"relative": 1e-12 if is_sum else 0},
        "what": model,
    }


def saved(rng, model):
    kind = pick(rng, "pickle", "joblib", "skops")
    if kind == "skops":
        return skops.io.dumps(model)
    file = io.BytesIO()
    if kind == "joblib":
        joblib.dump(model, file, compress=pick(rng, 0, ("zlib", 3), ("gzip", 3)))
    else:
        pickle.dump(model, file, protocol=pick(rng, 2, 3, 4, 5))
    return file.getvalue()


RARE_OF_TREES = [
    {"max_leaf_nodes": 2},
    {"ccp_alpha": 0.05},
    {"min_impurity_decrease": 0.2},
    {"min_weight_fraction_leaf": 0.2},
    {"min_samples_split": 0.5, "min_samples_leaf": 0.1},
    {"max_features": 1},
    {"max_features": 0.4},
]
RARE_OF_CLASSES = [{"criterion": "entropy"}, {"criterion": "log_loss"}, {"class_weight": "balanced"}]
RARE_OF_QUANTITIES = [{"criterion": "absolute_error"}]
RARE_OF_BOOSTING = [
    {"learning_rate": 1e-9},
    {"init": "zero"},
    {"n_iter_no_change": 2, "validation_fraction": 0.3},
]
RARE_OF_HISTOGRAMS = [
    {"l2_regularization": 10.0},
    {"max_depth": 1},
    {"max_features": 0.5},
    {"interaction_cst": "no_interactions"},
    {"learning_rate": 1e-9},
    {"early_stopping": True, "n_iter_no_change": 1, "validation_fraction": 0.4},
    {"max_bins": 2},
    {"warm_start": True},
]


def draw_estimator(rng, is_classification, hist=True):
    kind = "Classifier" if is_classification else "Regressor"
    fixed = {"random_state": int(rng.integers(1000))}
    name = pick(rng, "RandomForest", "ExtraTrees", "DecisionTree", "GradientBoosting", *(["HistGradientBoosting"] if hist else []))
    if name == "HistGradientBoosting":
        fixed |= {"max_iter": int(rng.integers(1, 15)), "min_samples_leaf": pick(rng, 1, 5, 20), "max_leaf_nodes": pick(rng, 4, 31)}
        fixed |= {"early_stopping": False, "max_bins": pick(rng, 8, 255)} | pick_some(rng, *RARE_OF_HISTOGRAMS)
        if not is_classification:
            fixed |= pick(rng, {}, {"loss": "absolute_error"}, {"loss": "quantile", "quantile": 0.8})
        return getattr(ensemble, name + kind)(**fixed)
    fixed |= {"max_depth": pick(rng, 2, 5, None), "min_samples_leaf": pick(rng, 1, 4), "max_features": pick(rng, None, "sqrt")}
    fixed |= pick_some(rng, *RARE_OF_TREES)
    if name == "GradientBoosting":
        fixed |= {"n_estimators": int(rng.integers(1, 12)), "subsample": pick(rng, 0.5, 1.0), "learning_rate": pick(rng, 0.1, 1.0)}
        if not is_classification:
            fixed["loss"] = pick(rng, "squared_error", "absolute_error", "huber", "quantile")
        return getattr(ensemble, name + kind)(**fixed | pick_some(rng, *RARE_OF_BOOSTING))
    fixed |= pick_some(rng, *(RARE_OF_CLASSES if is_classification else RARE_OF_QUANTITIES))
    if name == "DecisionTree":
        return getattr(tree, name + kind)(**fixed | {"splitter": pick(rng, "best", "random")})
    fixed |= {"n_estimators": int(rng.integers(1, 12)), "bootstrap": bool(rng.random() < 0.6)}
    if fixed["bootstrap"]:
        fixed |= pick(rng, {}, {}, {"max_samples": 0.3}, {"oob_score": True})
    return getattr(ensemble, name + kind)(**fixed)


def draw_scalers(rng):
    """One, or none."""
    return [pick(rng, StandardScaler(), MinMaxScaler(), MaxAbsScaler(), RobustScaler(), StandardScaler(with_mean=False))][: pick(rng, 0, 1, 1)]


def preparation(rng, table):
    names = list(table)
    numbers = [name for name in names if name[0] == "n"]
    texts = [name for name in names if name[0] == "c"]
    filled = SimpleImputer(strategy=pick(rng, "mean", "median", "most_frequent"), add_indicator=bool(rng.random() < 0.3))
    unknown = {"handle_unknown": "use_encoded_value", "unknown_value": -1}
    encoder = pick(
        rng,
        OneHotEncoder(handle_unknown=pick(rng, "error", "ignore"), drop=pick(rng, None, "first")),
        OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=pick(rng, 5, 0.1)),
        OrdinalEncoder(),
        OrdinalEncoder(**unknown),
        OrdinalEncoder(encoded_missing_value=np.nan, min_frequency=10, **unknown),
    )
    parts = [(make_pipeline(filled, *draw_scalers(rng)), numbers)]
    return make_column_transformer(*parts, *([(encoder, texts)] if texts else []), sparse_threshold=0)
