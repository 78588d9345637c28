"""How interop-scikit-learn.py and interop-boosters.py save an estimator, and what they write of it."""

import base64
import io
import pickle
import zipfile

import joblib


def saved(model, how):
    if how.startswith("pickle"):
        return pickle.dumps(model, protocol=int(how[-1]))
    if how.startswith("skops"):
        from skops.io import dumps

        return dumps(model, compression=zipfile.ZIP_DEFLATED if how == "skops-deflated" else zipfile.ZIP_STORED)
    file = io.BytesIO()
    joblib.dump(model, file, compress={"joblib": 0, "joblib-gzip": ("gzip", 3), "joblib-zlib": ("zlib", 3)}[how])
    return file.getvalue()


def write(golden, case, model, how, rows, answer):
    given = {"model": base64.b64encode(saved(model, how)).decode(), "rows": rows}
    expected = {"predictions": answer}
    if hasattr(model, "classes_"):
        expected["classes"] = [str(label) for label in model.classes_]
    golden.write_pair(case, given, expected)


def answer_of(model, rows):
    for name in ("predict_proba", "score_samples", "predict"):
        if hasattr(model, name):
            return getattr(model, name)(rows)
