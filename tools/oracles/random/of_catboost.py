"""Random models of CatBoost."""

import base64
import tempfile
from pathlib import Path

from catboost import CatBoostClassifier, CatBoostError, CatBoostRegressor, Pool
from table import draw_rows, draw_table, draw_target, pick, pick_some

REFUSALS = (CatBoostError,)
LOSSES = {
    "quantity": ["RMSE", "MAE", "Quantile:alpha=0.7", "Huber:delta=1", "Expectile:alpha=0.3", "LogCosh", "MAPE", "Lq:q=3"],
    "positive": ["LogLinQuantile:alpha=0.4", "RMSE"],
    "count": ["Poisson", "Tweedie:variance_power=1.3"],
    "binary": ["Logloss", "Focal:focal_alpha=0.5;focal_gamma=1.0"],
    "share": ["CrossEntropy"],
    "names": ["MultiClass", "MultiClassOneVsAll"],
}


RARE = [
    {"l2_leaf_reg": 0.001},
    {"random_strength": 30},
    {"bootstrap_type": "No"},
    {"bootstrap_type": "Bernoulli", "subsample": 0.4},
    {"bootstrap_type": "MVS", "subsample": 0.4},
    {"boosting_type": "Ordered", "grow_policy": "SymmetricTree"},
    {"leaf_estimation_method": "Gradient", "leaf_estimation_iterations": 4},
    {"feature_border_type": "Uniform"},
    {"feature_border_type": "MinEntropy"},
    {"model_shrink_rate": 0.3},
    {"model_shrink_mode": "Decreasing", "model_shrink_rate": 0.2},
    {"langevin": True},
    {"posterior_sampling": True},
    {"boost_from_average": False},
    {"min_data_in_leaf": 30, "max_leaves": 3, "grow_policy": "Lossguide"},
    {"rsm": 0.5},
    {"border_count": 1},
    {"monotone_constraints": [1], "grow_policy": "SymmetricTree"},
    {"fold_permutation_block": 2, "has_time": True},
    {"learning_rate": 1e-9},
]


def make(rng):
    table = draw_table(rng)
    target = pick(rng, *LOSSES)
    parameters = {
        "loss_function": pick(rng, *LOSSES[target]),
        "iterations": int(rng.integers(1, 30)),
        "depth": int(rng.integers(1, 8)),
        "verbose": 0,
        "thread_count": 1,
        "allow_writing_files": False,
        "random_seed": int(rng.integers(1000)),
        "one_hot_max_size": 255,
        "nan_mode": pick(rng, "Min", "Max"),
        "border_count": pick(rng, 5, 32, 254),
        "learning_rate": pick(rng, 0.03, 0.3, 1.0),
        "grow_policy": pick(rng, "SymmetricTree", "Depthwise", "Lossguide"),
    }
    texts = [name for name in table if name[0] == "c"]
    pool = Pool(table, draw_target(rng, table, target), cat_features=texts)
    parameters |= pick_some(rng, *RARE)
    is_classification = target in ("binary", "names")
    model = (CatBoostClassifier if is_classification else CatBoostRegressor)(**parameters).fit(pool)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json", pool=pool)
        saved = path.read_bytes()
    borders = [(table.columns[i], cut) for i, cuts in model.get_borders().items() for cut in cuts[:4]]
    rows = draw_rows(rng, table, borders, unseen=True)
    return {
        "model": base64.b64encode(saved).decode(),
        "rows": rows,
        "margins": model.predict(rows, prediction_type="RawFormulaVal"),
        "predictions": model.predict_proba(rows) if is_classification else model.predict(rows),
        "bound": {"relative": 1e-12},
        "what": parameters,
    }
