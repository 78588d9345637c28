"""Models that a library makes of random tables with random parameters, and what it predicts with them:

    python make.py LIBRARY SEED COUNT FILE

FILE gets a line of JSON for each model: `model` in base64 (or `files` by name), `columns`, `rows` (null is a missing
value, texts are categories), `predictions`, perhaps `margins` (sums before the link), the `bound` that docs/import.md
gives the predictions, and `what` was drawn. Model i of a seed is the same however many are made.
"""

import importlib
import json
import sys
import warnings

import numpy as np
from table import cells

MOST_DRAWS = 12  # for each model: libraries refuse some draws, such as a table whose columns are all constant


def main(library, seed, count, path):
    warnings.filterwarnings("ignore")
    module = importlib.import_module(f"of_{library.replace('-', '_')}")
    with open(path, "w", encoding="utf-8") as file:
        for i in range(count):
            file.write(json.dumps(draw(module, seed, i), allow_nan=False) + "\n")


def draw(module, seed, i):
    for attempt in range(MOST_DRAWS):
        try:
            case = module.make(np.random.default_rng([seed, i, attempt]))
        except module.REFUSALS as error:
            last = error
            continue
        rows = case.pop("rows")
        numbers = {name: np.asarray(case[name], float) for name in ("predictions", "margins") if name in case}
        if all(np.isfinite(some).all() for some in numbers.values()):
            lists = {name: some.ravel().tolist() for name, some in numbers.items()}
            return {**case, **lists, "columns": list(rows), "rows": cells(rows), "what": repr(case["what"])}
        last = "predictions that are not finite"
    raise SystemExit(f"model {i} of seed {seed}: drawn {MOST_DRAWS} times, the last time refused: {last}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
