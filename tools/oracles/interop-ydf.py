"""Golden files for libs/interop from YDF, in an environment of its own:

    python -m venv ydf && ydf/bin/pip install ydf==0.16.1 numpy==2.4.6 pandas==3.1.1
    PYTHONPATH=tools/oracles ydf/bin/python tools/oracles/interop-ydf.py .

A model has a number of its own and the time of its training, so that `oracles:check` does not run it. It writes
libs/interop/golden/ydf-<version>/: the files of each folder in base64, rows, scores before the link where YDF gives
them, and predictions.
"""

import base64
import json
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import ydf
from golden import GoldenFolder

ROWS = 400
ASKED = 60
COLOURS = np.array(["blue", "green", "größe", "red", "rare"])


def cases():
    """Yields (case, learner, target, parameters)."""
    boosted, forest = ydf.GradientBoostedTreesLearner, ydf.RandomForestLearner
    yield "binary", boosted, "truth", {}
    yield "focal", boosted, "names", {"loss": "BINARY_FOCAL_LOSS"}
    yield "three", boosted, "three", {}
    yield "quantity", boosted, "quantity", {}
    yield "absolute", boosted, "quantity", {"loss": "MEAN_AVERAGE_ERROR"}
    yield "poisson", boosted, "count", {"loss": "POISSON"}
    yield "ranking", boosted, "count", {"task": ydf.Task.RANKING, "ranking_group": "group"}
    yield "local", boosted, "quantity", {"missing_value_policy": "LOCAL_IMPUTATION"}
    yield "random-local", forest, "truth", {"missing_value_policy": "RANDOM_LOCAL_IMPUTATION"}
    yield "bins", boosted, "quantity", {"discretize_numerical_columns": True, "num_discretized_numerical_bins": 12}
    yield "one-hot", forest, "truth", {"categorical_algorithm": "ONE_HOT"}
    yield "random-sets", forest, "three", {"categorical_algorithm": "RANDOM"}
    yield "missing-conditions", boosted, "quantity", {"allow_na_conditions": True, "missing_value_policy": "LOCAL_IMPUTATION"}
    yield "best-first", boosted, "truth", {"growing_strategy": "BEST_FIRST_GLOBAL", "max_num_nodes": 8}
    yield "votes", forest, "names", {}
    yield "votes-three", forest, "three", {}
    yield "shares", forest, "three", {"winner_take_all": False}
    yield "forest-quantity", forest, "quantity", {}
    yield "cart", ydf.CartLearner, "truth", {}
    yield "large", boosted, "quantity", {"max_depth": 10, "min_examples": 1, "num_trees": 2}


def table(rng):
    frame = pd.DataFrame(
        {
            "width": rng.normal(0, 3, ROWS),
            "height": rng.exponential(2, ROWS),
            "ties": rng.integers(-3, 4, ROWS).astype(float),
            "colour": rng.choice(COLOURS, ROWS, p=[0.3, 0.3, 0.2, 0.19, 0.01]),
        }
    )
    is_open = rng.choice([True, False], ROWS)
    s = frame.width + np.sin(frame.height) - frame.ties / 2 + (frame.colour == "red") * 2 + is_open + rng.normal(0, 0.3, ROWS)
    frame = frame.mask(rng.random(frame.shape) < 0.1)
    frame["open"] = is_open  # numpy has no missing ones
    return frame, s.to_numpy()


def asked(frame):
    rows = frame[:ASKED].copy()
    rows.loc[0, ["width", "height", "ties", "colour"]] = np.nan
    rows.loc[1, ["width", "height", "ties"]] = [-1e30, 1e30, 1e-40]
    rows.loc[2, "colour"] = "never seen"
    rows.loc[3, "colour"] = "rare"
    return rows


def thresholds(model):
    """Of the numbers, in any tree: rows at a threshold go the other way than those just below it."""
    found = {}
    for t in range(min(model.num_trees(), 5)):
        waiting = [model.get_tree(t).root]
        while waiting:
            node = waiting.pop()
            if node.is_leaf:
                continue
            if isinstance(node.condition, ydf.tree.NumericalHigherThanCondition):
                name = model.data_spec().columns[node.condition.attribute].name
                found.setdefault(name, []).append(node.condition.threshold)
            waiting += [node.pos_child, node.neg_child]
    return found


def given(rows):
    """As YDF takes it: texts, an empty one for a missing category."""
    columns = {name: rows[name].to_numpy(dtype=np.float64) for name in ("width", "height", "ties")}
    columns["colour"] = np.array(["" if pd.isna(text) else text for text in rows.colour])
    columns["open"] = rows.open.to_numpy(dtype=bool)
    return columns


def saved(model):
    with tempfile.TemporaryDirectory() as folder:
        model.save(folder + "/model")
        files = sorted((Path(folder) / "model").iterdir())
        return {file.name: base64.b64encode(file.read_bytes()).decode() for file in files}


def main():
    ydf.verbose(0)
    golden = GoldenFolder(f"libs/interop/golden/ydf-{ydf.__version__}", ("ydf", "numpy"))
    for seed, (case, learner, target, parameters) in enumerate(cases()):
        rng = np.random.default_rng(seed)
        frame, s = table(rng)
        y = {
            "quantity": s,
            "count": np.clip(np.round(np.exp(s / 4)), 0, 4 if case == "ranking" else 999),
            "truth": s > 0,
            "names": np.where(s > 0, "über", "low"),
            "three": np.array(["low", "mittel", "über"])[np.digitize(s, [-1, 2])],
        }[target]
        task = parameters.get("task", ydf.Task.REGRESSION if target in ("quantity", "count") else ydf.Task.CLASSIFICATION)
        size = {} if learner is ydf.CartLearner else {"num_trees": 7}
        fixed = {"label": "y", "task": task, "max_depth": 4, "num_threads": 1, "random_seed": seed, **size}
        features = [("open", ydf.Semantic.BOOLEAN), "width", "height", "ties", "colour"]
        train = given(frame) | {"y": y}
        if case == "ranking":
            train["group"] = np.arange(ROWS) // 20
        learned = fixed | parameters | {"features": features}
        model = learner(**learned).train(train)
        rows = asked(frame)
        for name, cuts in thresholds(model).items():
            for i, cut in enumerate(cuts[:8]):
                rows.loc[10 + 2 * i, name] = cut
                rows.loc[11 + 2 * i, name] = np.nextafter(np.float32(cut), np.float32(-9e9))
        ask = given(rows)
        names = model.input_feature_names()
        is_slow = "missing_value_policy" in parameters  # which fast engines do not know
        expected = {"predictions": model.predict(ask, use_slow_engine=is_slow)}
        if target not in ("quantity", "count"):
            expected["classes"] = model.label_classes()
        if learner is ydf.GradientBoostedTreesLearner and task != ydf.Task.RANKING:
            expected["raw"] = learner(**(learned | {"apply_link_function": False})).train(train).predict(ask, use_slow_engine=is_slow)
        cells = [[None if pd.isna(cell) else cell for cell in row] for row in rows[names].to_numpy(dtype=object)]
        golden.write_pair(case, {"files": saved(model), "columns": names, "rows": cells}, expected)


if __name__ == "__main__":
    main()
