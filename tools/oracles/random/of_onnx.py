"""Random models of scikit-learn as skl2onnx writes them, and what onnxruntime answers with one thread."""

import base64

import numpy as np
import onnxruntime as ort
from of_scikit_learn import draw_estimator, draw_scalers
from onnx import TensorProto
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder
from table import draw_rows, draw_table, draw_target, pick

REFUSALS = (ValueError, ort.capi.onnxruntime_pybind11_state.Fail)  # which it gives for base values of three classes and init="zero"


def make(rng):
    table = draw_table(rng)
    numbers = [name for name in table if name[0] == "n"]
    table[numbers] = table[numbers].astype(np.float32).astype(float)
    target = pick(rng, "quantity", "binary", "three", "names")
    is_classification = target != "quantity"
    model = make_pipeline(preparation(rng, table), draw_estimator(rng, is_classification))
    model.fit(table, draw_target(rng, table, target))
    types = [(name, (FloatTensorType if name[0] == "n" else StringTensorType)([None, 1])) for name in table]
    options = {id(model): {"zipmap": bool(rng.random() < 0.5)}} if is_classification else None
    onnx = convert_sklearn(model, initial_types=types, options=options)
    if not weights_are_finite(onnx):
        raise ValueError("a leaf beyond float32")
    if labels_contradict(onnx):
        raise ValueError("labels that are not those of the largest probability")
    rows = draw_rows(rng, table)
    rows[numbers] = rows[numbers].astype(np.float32).astype(float)
    kind = type(model[-1]).__name__
    is_shares = is_classification and "Boosting" not in kind
    trees = getattr(model[-1], "n_estimators", 1)
    unit = 2.0**-23
    bound = {"absolute": max(2, trees) * unit} if is_shares else {"absolute": 2 * unit} if is_classification else {"float32": True}
    return {
        "model": base64.b64encode(onnx.SerializeToString()).decode(),
        "rows": rows,
        "predictions": answers(onnx, rows),
        "bound": bound,
        "what": model,
    }


def weights_are_finite(onnx):
    attributes = (each for node in onnx.graph.node for each in node.attribute)
    return all(np.isfinite(each.floats).all() for each in attributes if each.name.endswith("_weights"))


def labels_contradict(onnx):
    """Whether onnxruntime compares the score of the second of two classes with 0.5 in place of 0: docs/import.md."""
    for node in onnx.graph.node:
        found = {each.name: each for each in node.attribute}
        if node.op_type == "TreeEnsembleClassifier" and found["post_transform"].s == b"LOGISTIC":
            return len(set(found["class_ids"].ints)) == 1 and min(found["class_weights"].floats) >= 0
    return False


def preparation(rng, table):
    numbers = [name for name in table if name[0] == "n"]
    texts = [name for name in table if name[0] == "c"]
    filled = make_pipeline(SimpleImputer(strategy=pick(rng, "mean", "median")), *draw_scalers(rng))
    unknown = {"handle_unknown": "use_encoded_value", "unknown_value": -1}
    encoder = pick(rng, OneHotEncoder(handle_unknown="ignore"), OrdinalEncoder(**unknown))
    return make_column_transformer((filled, numbers), *([(encoder, texts)] if texts else []), sparse_threshold=0)


def answers(onnx, rows):
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(onnx.SerializeToString(), options, providers=["CPUExecutionProvider"])
    kinds = {given.name: given.type.tensor_type.elem_type for given in onnx.graph.input}
    inputs = {name: rows[[name]].to_numpy().astype(object if kinds[name] == TensorProto.STRING else np.float32) for name in kinds}
    found = session.run(None, inputs)[-1]
    return [list(row.values()) for row in found] if isinstance(found, list) else found
