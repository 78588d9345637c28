"""Golden files for libs/interop from other versions of XGBoost, each in an environment of its own:

    python -m venv old && old/bin/pip install xgboost==1.3.3 "numpy<2" scipy pandas
    old/bin/python tools/oracles/old-xgboost.py .

From 3.0 on, `xgboost-cpu` is the smaller package. 3.3 and later need Python 3.12.

`oracles:check` does not run it. It writes libs/interop/golden/xgboost-<version>/ as make-interop.py does for the
pinned version.
"""

import base64
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
import pandas as pd
import xgboost as xgb
from golden import GoldenFolder

CASES = [
    ("base-score", "quantity", {"objective": "reg:squarederror", "base_score": 0.3}, 3),
    ("logistic", "binary", {"objective": "binary:logistic", "base_score": 0.3}, 4),
    ("logitraw", "binary", {"objective": "binary:logitraw", "base_score": 0.3}, 3),
    ("share", "share", {"objective": "reg:logistic", "base_score": 0.4}, 3),
    ("poisson", "count", {"objective": "count:poisson"}, 3),
    ("gamma", "count", {"objective": "reg:tweedie"}, 3),
    ("softprob", "three", {"objective": "multi:softprob", "num_class": 3}, 2),
    ("dart", "binary", {"objective": "binary:logistic", "booster": "dart", "rate_drop": 0.5}, 6),
    ("categories", "quantity", {"objective": "reg:squarederror", "max_cat_to_onehot": 4}, 4),
    ("missing-apart", "quantity", {"objective": "reg:squarederror", "monotone_constraints": "(0,0,-1)"}, 3),
    ("vector-leaves", "three", {"objective": "multi:softprob", "num_class": 3, "multi_strategy": "multi_output_tree"}, 2),
    ("booleans", "quantity", {"objective": "reg:squarederror"}, 3),
    ("codes", "quantity", {"objective": "reg:squarederror", "tree_method": "exact"}, 3),
    ("hinge", "binary", {"objective": "binary:hinge", "eta": 1}, 4),
    ("expectile", "quantity", {"objective": "reg:expectileerror", "expectile_alpha": 0.7}, 3),
]

"""Versions that some cases begin with. They are saved as UBJ, too: they have numbers that JSON has no literal for."""
SINCE = {"categories": (1, 7), "missing-apart": (3, 3), "vector-leaves": (2, 0), "booleans": (3, 4), "codes": (1, 7), "expectile": (3, 3)}
"""The last version that has a case: later ones refuse to compare the codes of categories."""
UNTIL = {"codes": (1, 7)}

CITIES = ["Córdoba", "Oslo", "Zürich", "Łódź", "東京"]


def main():
    version = xgb.__version__
    golden = GoldenFolder(f"libs/interop/golden/xgboost-{version}", (package(), "numpy"))
    release = tuple(map(int, version.split(".")[:2]))
    has_categories = release >= SINCE["categories"]
    for seed, (case, target, parameters, rounds) in enumerate(CASES):
        if not SINCE.get(case, (1, 0)) <= release <= UNTIL.get(case, release):
            continue
        rng = np.random.RandomState(seed)
        x = np.column_stack([rng.normal(0, 3, 200), rng.exponential(2, 200), rng.randint(0, 12, 200)])
        s = x[:, 0] + np.sin(x[:, 1]) + x[:, 2] % 3 + rng.normal(0, 0.3, 200)
        x[rng.random_sample(x.shape) < 0.1] = np.nan
        if case == "missing-apart":
            x[s > 2, 2] = np.nan
        if case == "booleans":
            x[:, 2] = np.where(np.isnan(x[:, 2]), np.nan, x[:, 2] % 3 > 0)
        y = {
            "quantity": s,
            "share": 1 / (1 + np.exp(-s)),
            "binary": s > 0,
            "count": np.round(np.exp(s / 4)),
            "three": np.digitize(s, [-1, 2]),
        }[target]
        types = ["q", "q", {"categories": "c", "codes": "c", "booleans": "i"}.get(case, "q")]
        extra = {"feature_types": types, "enable_categorical": True} if has_categories else {}
        fixed = {"tree_method": "hist", "max_depth": 3, "seed": seed, "nthread": 1}
        booster = xgb.train({**fixed, **parameters}, xgb.DMatrix(x, label=y, **extra), rounds)
        rows = x[:30]
        ask = xgb.DMatrix(rows, **extra)
        with tempfile.TemporaryDirectory() as folder:
            saved = {}
            for ending in ("json", "ubj") if case in SINCE else ("json",):
                path = Path(folder) / f"model.{ending}"
                booster.save_model(str(path))
                saved[ending] = path.read_bytes()
        expected = {
            "margins": booster.predict(ask, output_margin=True),
            "predictions": booster.predict(ask),
        }
        for ending, model in saved.items():
            text = model.decode() if ending == "json" else base64.b64encode(model).decode()
            golden.write_pair(f"{case}-{ending}", {"model": text, "rows": rows}, expected)
    if release >= (3, 3):
        texts(golden)


def texts(golden):
    """Categories with other letters than ASCII, which 3.2 and 3.3 cut off; rows have their codes."""
    rng = np.random.RandomState(77)
    city = rng.randint(0, len(CITIES), 200)
    number = rng.normal(0, 2, 200)
    frame = pd.DataFrame({"number": number, "city": pd.Categorical.from_codes(city, CITIES)})
    data = xgb.DMatrix(frame, label=number + city % 3, enable_categorical=True)
    booster = xgb.train({"tree_method": "hist", "max_depth": 3, "nthread": 1}, data, 3)
    ask = xgb.DMatrix(frame[:30], enable_categorical=True)
    expected = {"margins": booster.predict(ask, output_margin=True), "predictions": booster.predict(ask)}
    for ending in ("json", "ubj"):
        model = bytes(booster.save_raw(raw_format=ending))
        text = model.decode() if ending == "json" else base64.b64encode(model).decode()
        golden.write_pair(f"texts-{ending}", {"model": text, "rows": np.column_stack([number, city])[:30]}, expected)


def package():
    """Its two packages have the same version and code."""
    try:
        return distribution("xgboost-cpu").metadata["name"]
    except PackageNotFoundError:
        return "xgboost"


if __name__ == "__main__":
    main()
