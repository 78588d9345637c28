"""Golden files for libs/interop from scikit-learn 0.23, which has fewer estimators than interop-scikit-learn.py asks for:

    python3.8 -m venv old && old/bin/pip install scikit-learn==0.23.2 "numpy<1.20" "joblib<1.2"
    PYTHONPATH=tools/oracles old/bin/python tools/oracles/old-scikit-learn.py .

It writes libs/interop/golden/scikit-learn-0.23.2/: pickles in base64, rows, and what is predicted.
"""

import base64
import pickle

import numpy as np
import sklearn
from golden import GoldenFolder
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SMALL = {"max_depth": 4, "random_state": 1}


def cases():
    """Yields (case, estimator, target)."""
    yield "forest-names", RandomForestClassifier(3, **SMALL), "names"
    yield "extra-quantity", ExtraTreesRegressor(4, **SMALL), "quantity"
    yield "boosting-three", GradientBoostingClassifier(n_estimators=3, random_state=1), "names"
    yield "boosting", GradientBoostingClassifier(n_estimators=4, random_state=1), "binary"
    yield "scaled", make_pipeline(SimpleImputer(), StandardScaler(), RandomForestClassifier(3, **SMALL)), "binary"


def main():
    golden = GoldenFolder(f"libs/interop/golden/scikit-learn-{sklearn.__version__}")
    for seed, (case, model, target) in enumerate(cases()):
        rng = np.random.RandomState(seed)
        x = np.column_stack([rng.normal(0, 3, 200), rng.exponential(2, 200), rng.randint(0, 12, 200)])
        s = x[:, 0] + np.sin(x[:, 1]) + x[:, 2] % 3
        names = np.array(["low", "mittel", "über"])[np.digitize(s, [-1, 2])]
        model.fit(x, {"quantity": s, "binary": (s > 0).astype(int), "names": names}[target])
        classes = {"classes": [str(label) for label in model.classes_]} if hasattr(model, "classes_") else {}
        predict = model.predict_proba if classes else model.predict
        given = {"model": base64.b64encode(pickle.dumps(model, protocol=4)).decode(), "rows": x[:40]}
        golden.write_pair(case, given, {"predictions": predict(x[:40]), **classes})


if __name__ == "__main__":
    main()
