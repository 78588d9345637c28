"""Golden files for libs/interop from hummingbird's export to ONNX, with what onnxruntime answers:

    python -m venv hb && hb/bin/pip install hummingbird-ml==0.4.12 torch==2.4.1 "numpy<2" onnx==1.16.1 "protobuf<6" \
        onnxruntime==1.19.2 scikit-learn==1.4.2 lightgbm==4.5.0 xgboost==2.1.1
    PYTHONPATH=tools/oracles hb/bin/python tools/oracles/interop-hummingbird.py .

From PyTorch 2.9 on, hummingbird cannot export: it does not ask for the exporter that it was written for. The files are
not the same on every machine, so that `oracles:check` does not run it. It writes libs/interop/golden/hummingbird-0.4.12/:
models (gzip in base64), rows, and what is predicted by one thread. Rows lie at thresholds and beside them, and lack values.
"""

import base64
import gzip
import warnings

import numpy as np
import onnxruntime as ort
from golden import GoldenFolder
from hummingbird.ml import convert
from lightgbm import LGBMClassifier, LGBMRegressor
from onnx.numpy_helper import to_array
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, RobustScaler, StandardScaler
from xgboost import XGBClassifier, XGBRegressor

warnings.filterwarnings("ignore")
ROWS, ASKED, COLUMNS = 200, 10, 3
STRATEGIES = ("gemm", "tree_trav", "perf_tree_trav")
SMALL = {"max_depth": 3, "random_state": 1}
WHOLE = ("codes", "whole")
DOUBLE = {"tree_op_precision_dtype": "float64"}


def cases():
    """Yields (case, estimator, target, options)."""
    yield "forest", RandomForestClassifier(4, **SMALL), "binary", {}
    yield "forest-classes", RandomForestClassifier(3, **SMALL), "from-one", {}
    yield "forest-double", RandomForestClassifier(3, **SMALL), "three", DOUBLE
    yield "forest-quantity", RandomForestRegressor(4, **SMALL), "quantity", {}
    yield "boosting", GradientBoostingClassifier(n_estimators=5, random_state=1), "binary", {}
    yield "boosting-three", GradientBoostingClassifier(n_estimators=2, random_state=1), "three", {}
    yield "boosting-one", GradientBoostingRegressor(n_estimators=1, max_depth=1), "quantity", {}
    yield "boosting-double", GradientBoostingRegressor(n_estimators=5, random_state=1), "quantity", DOUBLE
    yield "hist", HistGradientBoostingClassifier(max_iter=4, max_depth=4), "binary", {}
    yield "hist-quantity", HistGradientBoostingRegressor(max_iter=4, max_depth=3), "quantity", {}
    fixed = {"n_estimators": 4, "num_leaves": 6, "min_child_samples": 5, "verbose": -1, "n_jobs": 1}
    yield "lightgbm", LGBMClassifier(**fixed), "binary", {}
    yield "lightgbm-tweedie", LGBMRegressor(objective="tweedie", **fixed), "positive", {}
    fixed = {"n_estimators": 4, "max_depth": 3, "n_jobs": 1}
    yield "xgboost", XGBClassifier(**fixed), "binary", {}
    yield "xgboost-three", XGBClassifier(**(fixed | {"n_estimators": 2})), "three", {}
    yield "xgboost-quantity", XGBRegressor(base_score=0.3, **fixed), "quantity", {}
    yield "xgboost-double", XGBRegressor(base_score=0.3, **fixed), "quantity", DOUBLE
    yield "scaled", make_pipeline(StandardScaler(), RandomForestRegressor(3, **SMALL)), "quantity", {}
    columns = ColumnTransformer([("a", StandardScaler(), [0, 1]), ("b", "passthrough", [2])])
    yield "columns", make_pipeline(columns, RandomForestClassifier(3, **SMALL)), "binary", {}
    codes = RandomForestClassifier(3, max_depth=4, random_state=1)
    yield "codes", make_pipeline(OneHotEncoder(), codes), "binary", {}
    yield "whole", codes, "three", {}
    steps = SimpleImputer(), MinMaxScaler(), RobustScaler()
    yield "filled", make_pipeline(*steps, GradientBoostingRegressor(n_estimators=3)), "quantity", {}


def targets(rng, x):
    s = x[:, 0] + np.sin(x[:, 1]) + x[:, 2] ** 2 + rng.normal(0, 0.3, ROWS)
    three = np.digitize(s, [0, 1.5])
    return {"quantity": s, "positive": np.exp(s / 4), "binary": (s > 1).astype(int), "three": three, "from-one": three + 1}


def rows_at(model, x):
    """Ordinary rows, and rows of a threshold in all columns, the number below and the number above it."""
    names = ("thresholds", "biases", "bias_1")
    found = [to_array(tensor).ravel() for tensor in model.graph.initializer if any(n in tensor.name for n in names)]
    limits = np.unique(np.concatenate(found).astype(np.float32))[:ASKED]
    near = [np.nextafter(limits, np.float32(-np.inf)), limits, np.nextafter(limits, np.float32(np.inf))]
    return np.concatenate([x[:ASKED], np.repeat(np.concatenate(near), COLUMNS).reshape(-1, COLUMNS)])


def main():
    packages = ("hummingbird-ml", "torch", "onnx", "onnxruntime", "scikit-learn", "lightgbm", "xgboost", "numpy")
    golden = GoldenFolder("libs/interop/golden/hummingbird-0.4.12", packages)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    for seed, (case, model, target, extra) in enumerate(cases()):
        rng = np.random.default_rng(seed)
        x = rng.normal(size=(ROWS, COLUMNS)).astype(np.float32)
        y = targets(rng, x)[target]
        x = np.round(np.abs(2 * x)).astype(int) if case in WHOLE else x
        model.fit(x, y)
        for strategy in STRATEGIES[case == "whole" :]:  # its matrices multiply no whole numbers
            onnx = convert(model, "onnx", x[:2], extra_config={"tree_implementation": strategy, **extra}).model
            rows = x[: 4 * ASKED] if case in WHOLE else rows_at(onnx, x)
            if case not in WHOLE and (strategy != "gemm" or case == "filled"):
                rows[1::4, 0] = rows[2::4, 1] = rows[3::8] = np.nan
            session = ort.InferenceSession(onnx.SerializeToString(), options)
            *_, found = session.run(None, {onnx.graph.input[0].name: rows})
            packed = gzip.compress(onnx.SerializeToString(), mtime=0)
            given = {"model": base64.b64encode(packed).decode(), "rows": rows}
            golden.write_pair(f"{case}-{strategy}", given, {"predictions": found})


if __name__ == "__main__":
    main()
