"""Golden files for libs/interop from converters to ONNX, with what onnxruntime answers:

    python -m venv onnx && onnx/bin/pip install onnx==1.18.0 "protobuf<6" onnxruntime==1.31.1 skl2onnx==1.20.0 \
        onnxmltools==1.16.0 scikit-learn==1.9.1 lightgbm==4.7.0 xgboost-cpu==3.2.0 pandas==3.1.1
    PYTHONPATH=tools/oracles onnx/bin/python tools/oracles/interop-onnx.py .

skl2onnx cannot convert HistGradientBoosting with a newer onnx. The files are not the same on every machine, so that
`oracles:check` does not run it. It writes libs/interop/golden/onnx/: models in base64, rows, and what is predicted by
one thread, which adds trees in their order.
"""

import base64
import warnings

import lightgbm as lgb
import numpy as np
import onnxruntime as ort
import pandas as pd
import xgboost as xgb
from golden import GoldenFolder
from onnx import TensorProto, helper
from onnx.numpy_helper import from_array
from onnxmltools.convert import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as FloatType
from skl2onnx import convert_sklearn, to_onnx
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType, Int64TensorType, StringTensorType
from sklearn.compose import ColumnTransformer
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
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.filterwarnings("ignore")
ROWS, ASKED = 200, 40
SMALL = {"max_depth": 4, "random_state": 1}
ML = "ai.onnx.ml"


def table(rng, missing=False):
    x = np.column_stack([rng.normal(0, 3, ROWS), rng.exponential(2, ROWS), rng.integers(0, 12, ROWS)])
    if missing:
        x[rng.random(x.shape) < 0.1] = np.nan
    return x.astype(np.float32)


def targets(rng, x):
    full = np.nan_to_num(x, nan=0.5)
    s = full[:, 0] + np.sin(full[:, 1]) + full[:, 2] % 3 + rng.normal(0, 0.3, ROWS)
    three = np.digitize(s, [-1, 2])
    return {
        "quantity": s,
        "positive": np.exp(s / 4),
        "count": np.round(np.exp(s / 4)),
        "binary": (s > 0).astype(int),
        "three": three,
        "names": np.array(["low", "mittel", "über"])[three],
    }


def sklearn_cases():
    """Yields (case, estimator, target, type of the input, missing values, options)."""
    plain, zips = {"zipmap": False}, {"zipmap": True}
    yield "forest", RandomForestClassifier(6, **SMALL), "binary", np.float32, False, plain
    yield "forest-three", RandomForestClassifier(5, **SMALL), "three", np.float32, False, zips
    yield "forest-names", RandomForestClassifier(3, **SMALL), "names", np.float32, False, plain
    yield "forest-double", RandomForestClassifier(4, **SMALL), "three", np.float64, False, plain
    yield "forest-quantity", RandomForestRegressor(6, **SMALL), "quantity", np.float32, False, None
    yield "forest-quantity-double", RandomForestRegressor(6, **SMALL), "quantity", np.float64, False, None
    yield "extra", ExtraTreesClassifier(5, **SMALL), "three", np.float32, False, plain
    yield "extra-quantity", ExtraTreesRegressor(5, **SMALL), "quantity", np.float32, False, None
    yield "tree", DecisionTreeClassifier(**SMALL), "binary", np.float32, False, plain
    yield "tree-quantity", DecisionTreeRegressor(**SMALL), "quantity", np.float32, False, None
    yield "boosting", GradientBoostingClassifier(n_estimators=8, random_state=1), "binary", np.float32, False, zips
    yield "boosting-three", GradientBoostingClassifier(n_estimators=4, random_state=1), "three", np.float32, False, plain
    yield "boosting-exponential", GradientBoostingClassifier(n_estimators=5, loss="exponential", random_state=1), "binary", np.float32, False, plain
    yield "boosting-quantity", GradientBoostingRegressor(n_estimators=8, random_state=1), "quantity", np.float32, False, None
    yield "hist", HistGradientBoostingClassifier(max_iter=8), "binary", np.float32, True, plain
    yield "hist-three", HistGradientBoostingClassifier(max_iter=5), "names", np.float32, True, plain
    yield "hist-quantity", HistGradientBoostingRegressor(max_iter=8), "quantity", np.float32, True, None
    scaled = make_pipeline(StandardScaler(), RandomForestRegressor(5, **SMALL))
    yield "scaled", scaled, "quantity", np.float32, False, None
    scaled = make_pipeline(StandardScaler(), RandomForestRegressor(5, **SMALL))
    yield "scaled-double", scaled, "quantity", np.float64, False, None
    filled = make_pipeline(SimpleImputer(), MinMaxScaler(), RobustScaler(), RandomForestRegressor(5, **SMALL))
    yield "filled", filled, "quantity", np.float32, True, None


def boosters():
    fixed = {"n_estimators": 6, "num_leaves": 8, "min_child_samples": 5, "verbose": -1, "n_jobs": 1}
    yield "lightgbm", lgb.LGBMClassifier(**fixed), "binary", convert_lightgbm, {"zipmap": False}
    yield "lightgbm-three", lgb.LGBMClassifier(**fixed), "three", convert_lightgbm, {"zipmap": True}
    yield "lightgbm-quantity", lgb.LGBMRegressor(**fixed), "quantity", convert_lightgbm, {}
    yield "lightgbm-poisson", lgb.LGBMRegressor(objective="poisson", **fixed), "count", convert_lightgbm, {}
    codes = fixed | {"cat_smooth": 1, "min_data_per_group": 5, "max_cat_to_onehot": 2}
    fixed = {"n_estimators": 6, "max_depth": 3, "n_jobs": 1}
    yield "xgboost", xgb.XGBClassifier(**fixed), "binary", convert_xgboost, {}
    yield "xgboost-three", xgb.XGBClassifier(**fixed), "three", convert_xgboost, {}
    yield "xgboost-quantity", xgb.XGBRegressor(**fixed), "quantity", convert_xgboost, {}
    yield "lightgbm-codes", lgb.LGBMRegressor(**codes), "quantity", convert_lightgbm, {}


def mixed_cases(rng):
    """A frame of numbers and texts, with one input for each column."""
    x = table(rng)
    y = targets(rng, x)
    colours = np.array(["blau", "grün", "red", "yellow"])[(x[:, 2] % 4).astype(int)]
    frame = pd.DataFrame({"width": x[:, 0], "height": x[:, 1].astype(float), "colour": colours, "size": x[:, 2].astype(int)})
    frame.loc[::9, "width"] = np.nan
    types = [
        ("width", FloatTensorType([None, 1])),
        ("height", FloatTensorType([None, 1])),
        ("colour", StringTensorType([None, 1])),
        ("size", Int64TensorType([None, 1])),
    ]
    unknown = {"handle_unknown": "use_encoded_value", "unknown_value": -1}
    for case, encoder in (("one-hot", OneHotEncoder(handle_unknown="ignore")), ("ordinal", OrdinalEncoder(**unknown))):
        numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
        columns = ColumnTransformer([("n", numbers, ["width", "height"]), ("c", encoder, ["colour"])])
        model = make_pipeline(columns, RandomForestClassifier(4, **SMALL)).fit(frame, y["names"])
        options = {id(model): {"zipmap": False}}
        yield case, convert_sklearn(model, initial_types=types[:3], options=options), frame.iloc[:, :3]
    columns = ColumnTransformer([("n", SimpleImputer(), ["height"]), ("c", OneHotEncoder(drop="first"), ["colour", "size"])])
    model = make_pipeline(columns, RandomForestRegressor(2, max_depth=3, random_state=1)).fit(frame, y["quantity"])
    yield "one-hot-drop", convert_sklearn(model, initial_types=types[1:]), frame.iloc[:, 1:4]
    columns = ColumnTransformer([("n", "passthrough", ["width", "height"]), ("c", OrdinalEncoder(), ["colour"])])
    model = make_pipeline(columns, HistGradientBoostingRegressor(max_iter=4)).fit(frame, y["quantity"])
    types[1] = ("height", DoubleTensorType([None, 1]))
    yield "mixed-types", convert_sklearn(model, initial_types=types[:3]), frame.iloc[:, :3]
    columns = ColumnTransformer([("n", "passthrough", ["height"]), ("c", OneHotEncoder(handle_unknown="ignore"), ["size"])])
    model = make_pipeline(columns, RandomForestRegressor(4, **SMALL)).fit(frame, y["quantity"])
    types[1] = ("height", FloatTensorType([None, 1]))
    yield "codes", convert_sklearn(model, initial_types=[types[1], types[3]]), frame[["height", "size"]]


def model_of(node, width, element=TensorProto.FLOAT, ml=3, outputs=("Y",)):
    kinds = {"Y": TensorProto.DOUBLE if ml == 5 and element == TensorProto.DOUBLE else TensorProto.FLOAT, "L": TensorProto.INT64}
    graph = helper.make_graph(
        [node],
        "trees",
        [helper.make_tensor_value_info("X", element, [None, width])],
        [helper.make_tensor_value_info(name, kinds[name], None) for name in outputs],
    )
    sets = [helper.make_opsetid("", 21 if ml == 5 else 15), helper.make_opsetid(ML, ml)]
    return helper.make_model(graph, opset_imports=sets, ir_version=10 if ml == 5 else 8)


MODES = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"]


def written_cases():
    """Every mode, at its threshold and beside it, with and without a track for missing values; of three versions."""
    leaf = {"nodes_treeids": [], "nodes_nodeids": [], "nodes_featureids": [], "nodes_modes": [], "nodes_truenodeids": [], "nodes_falsenodeids": [], "nodes_missing_value_tracks_true": []}
    values, weights = [], []
    for tree in range(12):
        mode, track = MODES[tree % 6], tree // 6
        feature = 1 if "EQ" == mode[-2:] and "LEQ" not in mode else 0
        leaf["nodes_treeids"] += [tree] * 3
        leaf["nodes_nodeids"] += [0, 1, 2]
        leaf["nodes_featureids"] += [feature, 0, 0]
        leaf["nodes_modes"] += [mode, "LEAF", "LEAF"]
        leaf["nodes_truenodeids"] += [1, 0, 0]
        leaf["nodes_falsenodeids"] += [2, 0, 0]
        leaf["nodes_missing_value_tracks_true"] += [track, 0, 0]
        values += [3.0 if feature else 0.1 * tree, 0, 0]
        weights += [0.1 * 2.0**tree, -0.3]
    leaves = {"target_treeids": np.repeat(np.arange(12), 2).tolist(), "target_nodeids": [1, 2] * 12, "target_ids": [0] * 24}
    rows = np.array([[0.1 * t, 3] for t in range(12)] + [[np.nextafter(0.3, 0), 2], [0.3, 4], [np.nan, np.nan], [-0.0, 3.5], [1e30, -1]])
    for case, kind, aggregate in (("modes", np.float32, "SUM"), ("modes-double", np.float64, "SUM"), ("modes-average", np.float32, "AVERAGE")):
        if kind is np.float32:
            numbers = {"nodes_values": np.float32(values), "target_weights": np.float32(weights)}
            numbers |= {"base_values": [0.7]} if aggregate == "SUM" else {}
        else:
            tensors = {"nodes_values": values, "target_weights": weights, "base_values": [0.7]}
            numbers = {f"{name}_as_tensor": from_array(np.array(some, kind), name) for name, some in tensors.items()}
        node = helper.make_node("TreeEnsembleRegressor", ["X"], ["Y"], domain=ML, n_targets=1, aggregate_function=aggregate, **leaf, **leaves, **numbers)
        element = helper.np_dtype_to_tensor_dtype(np.dtype(kind))
        yield case, model_of(node, 2, element), rows.astype(kind)
    for case, kind in (("five", np.float32), ("five-double", np.float64)):
        yield case, five(kind, 1), rows.astype(kind)
    yield "five-softmax", five(np.float64, 3), rows
    binary = dict(leaf, class_treeids=leaves["target_treeids"], class_nodeids=leaves["target_nodeids"], class_ids=[0] * 24)
    for case, some, transform in (("weights-logistic", weights, "LOGISTIC"), ("weights-share", [1 / 12, 0] * 12, "NONE")):
        node = helper.make_node("TreeEnsembleClassifier", ["X"], ["L", "Y"], domain=ML, classlabels_int64s=[4, 7], post_transform=transform, nodes_values=np.float32(values), class_weights=np.float32(some), **binary)
        yield case, model_of(node, 2, outputs=("L", "Y")), rows.astype(np.float32)


def chained_cases():
    """Steps around trees that change what the trees see or what their classes are called."""
    nodes = {"nodes_treeids": [0] * 3 + [1] * 3, "nodes_nodeids": [0, 1, 2] * 2, "nodes_featureids": [0] * 6, "nodes_truenodeids": [1, 0, 0] * 2, "nodes_falsenodeids": [2, 0, 0] * 2}
    leaves = {"target_treeids": [0, 0, 1, 1], "target_nodeids": [1, 2] * 2, "target_ids": [0] * 4, "target_weights": [1.25, 2.75, 10, 20]}

    def regressor(modes, values, source):
        modes = [part for mode in modes for part in (mode, "LEAF", "LEAF")]
        values = [part for value in values for part in (value, 0, 0)]
        return helper.make_node("TreeEnsembleRegressor", [source], ["Y"], domain=ML, n_targets=1, nodes_modes=modes, nodes_values=np.float32(values), **nodes, **leaves)

    def behind(step, element, modes, values):
        model = model_of(regressor(modes, values, "Z"), 1, element)
        model.graph.node.insert(0, step)
        return model

    codes = np.array([[0], [1], [2], [np.nan]], np.float32)
    for value in (1, 7):
        step = helper.make_node("Imputer", ["X"], ["Z"], domain=ML, imputed_value_floats=[float(value)], replaced_value_float=np.nan)
        yield f"filled-codes-{value}", behind(step, TensorProto.FLOAT, ["BRANCH_EQ", "BRANCH_NEQ"], [1, 2]), codes
    step = helper.make_node("FeatureVectorizer", ["X"], ["Z"], domain=ML, inputdimensions=[1])
    tenth = np.float32(0.1)
    beside = [[np.nextafter(0.1, 0)], [0.1], [0.100000002], [0.10000001], [float(tenth)], [0.2], [np.nan]]
    yield "vectorized", behind(step, TensorProto.DOUBLE, ["BRANCH_LEQ", "BRANCH_LT"], [tenth, tenth]), np.array(beside)
    step = helper.make_node("Scaler", ["X"], ["Z"], domain=ML, offset=[0.3], scale=[1.7])
    beside = 0.3 + 0.5 / 1.7 + np.linspace(-2e-7, 2e-7, 41)[:, None]
    yield "scaler-double", behind(step, TensorProto.DOUBLE, ["BRANCH_LEQ", "BRANCH_LT"], [0.5, 0.5]), beside
    step = helper.make_node("FeatureVectorizer", ["X"], ["Z"], domain=ML, inputdimensions=[1])
    whole = np.array([[2**24 - 1], [2**24], [2**24 + 1], [2**24 + 2]])
    yield "vectorized-whole", behind(step, TensorProto.INT64, ["BRANCH_LEQ", "BRANCH_LT"], [2**24, 2**24]), whole
    around = np.array([[0.25], [np.nextafter(np.float32(0.25), np.float32(1))], [-1e30], [1e30], [0.75], [-0.0], [np.nan]], np.float32)
    step = helper.make_node("Binarizer", ["X"], ["Z"], domain=ML, threshold=0.25)
    yield "binarized", behind(step, TensorProto.FLOAT, ["BRANCH_LEQ", "BRANCH_GT"], [0.5, 0.5]), around[:-1]
    step = helper.make_node("Clip", ["X", "least", "most"], ["Z"])
    clipped = behind(step, TensorProto.FLOAT, ["BRANCH_LT", "BRANCH_GTE"], [0.75, 0.25])
    clipped.graph.initializer.extend(from_array(np.float32(bound), name) for name, bound in (("least", 0.25), ("most", 0.75)))
    yield "clipped", clipped, around
    leaves = {name.replace("target", "class"): values for name, values in leaves.items()} | {"class_weights": [0.2, 0.45, 0.1, 0.5]}
    node = helper.make_node("TreeEnsembleClassifier", ["X"], ["L", "Y"], domain=ML, classlabels_int64s=[0, 1], post_transform="NONE", nodes_modes=["BRANCH_LEQ", "LEAF", "LEAF"] * 2, nodes_values=[0.5, 0, 0, 1.5, 0, 0], **nodes, **leaves)
    model = model_of(node, 1, outputs=("L", "Y"))
    model.graph.node.append(helper.make_node("LabelEncoder", ["L"], ["N"], domain=ML, keys_int64s=[1, 0], values_strings=["spam", "ham"]))
    model.graph.output[0].CopyFrom(helper.make_tensor_value_info("N", TensorProto.STRING, None))
    yield "renamed", model, codes


def five(kind, targets):
    """Trees of all modes that share one list of nodes and one of leaves."""
    modes = [0, 1, 2, 3, 6, 6]
    count = len(modes)
    node = helper.make_node(
        "TreeEnsemble",
        ["X"],
        ["Y"],
        domain=ML,
        n_targets=targets,
        aggregate_function=1,
        post_transform=0,
        tree_roots=list(range(count)),
        nodes_featureids=[0, 0, 0, 0, 1, 1],
        nodes_modes=from_array(np.array(modes, np.uint8), "m"),
        nodes_splits=from_array(np.array([0.3, 0.3, 0.9, 0.7, 0, 0], kind), "s"),
        nodes_truenodeids=[2 * i for i in range(count)],
        nodes_trueleafs=[1] * count,
        nodes_falsenodeids=[2 * i + 1 for i in range(count)],
        nodes_falseleafs=[1] * count,
        nodes_missing_value_tracks_true=[0, 1, 0, 1, 0, 1],
        membership_values=from_array(np.array([1, 3, np.nan, 2, 4, 40, np.nan], kind), "v"),
        leaf_targetids=[i // 2 % targets for i in range(2 * count)],
        leaf_weights=from_array(np.array([0.1 * 2.0**i - 0.4 for i in range(2 * count)], kind), "w"),
    )
    model = model_of(node, 2, helper.np_dtype_to_tensor_dtype(np.dtype(kind)), 5)
    if targets > 1:
        model.graph.node.append(helper.make_node("Softmax", ["Y"], ["P"], axis=1))
        model.graph.node.append(helper.make_node("ArgMax", ["P"], ["L"], axis=1, keepdims=0))
        del model.graph.output[:]
        model.graph.output.append(helper.make_tensor_value_info("L", TensorProto.INT64, None))
        model.graph.output.append(helper.make_tensor_value_info("P", TensorProto.DOUBLE, None))
    return model


def answers(model, inputs):
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    *labels, found = session.run(None, inputs)
    predictions = [list(row.values()) for row in found] if isinstance(found, list) else found
    renames = model.graph.node[-1].op_type == "LabelEncoder"
    return {"predictions": predictions} | ({"labels": labels[0]} if renames else {})


def write(golden, case, model, rows, inputs):
    if model.graph.node[-1].op_type == "TreeEnsembleRegressor":  # whose answers are floats, whatever skl2onnx says
        model.graph.output[0].type.tensor_type.elem_type = TensorProto.FLOAT
    given = {"model": base64.b64encode(model.SerializeToString()).decode(), "rows": rows}
    golden.write_pair(case, given, answers(model, inputs))


def main():
    packages = ("onnx", "onnxruntime", "skl2onnx", "onnxmltools", "scikit-learn", "lightgbm", "xgboost-cpu", "numpy")
    golden = GoldenFolder("libs/interop/golden/onnx", packages)
    for seed, (case, model, target, kind, missing, options) in enumerate(sklearn_cases()):
        rng = np.random.default_rng(seed)
        x = table(rng, missing).astype(kind)
        model.fit(x, targets(rng, x)[target])
        chosen = None if options is None else {id(model): options}
        rows = x[:ASKED]
        sets = {"": 17, ML: 3} if kind is np.float64 else None
        onnx = to_onnx(model, x[:1], options=chosen, target_opset=sets)
        write(golden, case, onnx, rows, {"X": rows})
    for seed, (case, model, target, convert, options) in enumerate(boosters()):
        rng = np.random.default_rng(100 + seed)
        x = table(rng, True)
        coded = {"categorical_feature": [2]} if case.endswith("codes") else {}
        model.fit(x, targets(rng, x)[target], **coded)
        rows = x[:ASKED]
        onnx = convert(model, initial_types=[("X", FloatType([None, 3]))], **options)
        write(golden, case, onnx, rows, {"X": rows})
    for case, model, frame in mixed_cases(np.random.default_rng(200)):
        asked = frame[:ASKED].copy()
        inputs = {}
        for given in model.graph.input:
            element = given.type.tensor_type.elem_type
            kind = object if element == TensorProto.STRING else helper.tensor_dtype_to_np_dtype(element)
            inputs[given.name] = asked[[given.name]].to_numpy().astype(kind)
        write(golden, case, model, asked.to_numpy(dtype=object), inputs)
    for case, model, rows in (*written_cases(), *chained_cases()):
        write(golden, case, model, rows, {"X": rows})


if __name__ == "__main__":
    main()
