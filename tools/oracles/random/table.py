"""Random tables, their targets, and the rows to ask a model of them."""

import numpy as np
import pandas as pd

LEVELS = ["blue", "green", "red", "a b", "c,d", '"q"', "9", "x-y", "z", "Oslo", "none here", "k1", "k2", "k3"]
LETTERS = ["größe", "Łódź", "ü"]
MOST_ASKED = 120


def pick(rng, *some):
    return some[rng.integers(len(some))]


def pick_some(rng, *some, share=0.3):
    """Parameters that are rarely used, together: mostly none."""
    return {name: value for parameters in some if rng.random() < share / len(some) * 3 for name, value in parameters.items()}


def draw_table(rng, categories=True, missing=True, letters=True):
    """Of 40 to 500 rows: numbers of any size, ties, extremes; texts; up to a third of the numbers missing."""
    n = int(rng.integers(40, 500))
    table = pd.DataFrame({f"n{i}": numbers(rng, n) for i in range(rng.integers(1, 6))})
    share = pick(rng, 0, 0.02, 0.3) if missing else 0
    table = table.mask(rng.random(table.shape) < share)
    table.loc[:1] = table.loc[:1].fillna(0.5)  # none is missing altogether
    known = LEVELS + LETTERS if letters else LEVELS
    for i in range(rng.integers(0, 3) if categories else 0):
        chosen = rng.permutation(known)[: rng.integers(2, len(known))]
        table[f"c{i}"] = rng.choice(chosen, n).astype(object)
    return table


def numbers(rng, n):
    kind = rng.integers(0, 5)
    if kind == 0:
        return rng.normal(0, 10.0 ** rng.integers(-6, 7), n)
    if kind == 1:
        return rng.integers(-5, 6, n).astype(float)
    if kind == 2:
        return np.round(rng.normal(0, 2, n), 1)
    if kind == 3:
        return rng.exponential(1e4, n)
    return rng.choice([-1e30, -1.0, -0.0, 0.0, 1e-40, 1e-36, 1e-35, 0.1, 1 / 3, 16777217.0, 1e30], n)


def draw_target(rng, table, kind):
    """Of a kind: quantity (of any size), count, positive, share, binary, three, names."""
    n = len(table)
    s = rng.normal(0, 0.3, n)
    for name in table:
        column = table[name]
        s += rng.normal() * ((column.astype(str) < "h") if name[0] == "c" else column.rank().fillna(n / 3) / n).to_numpy()
    three = np.digitize(s, np.quantile(s, [0.3, 0.6]))
    return {
        "quantity": s * 10.0 ** rng.integers(-3, 4),
        "count": np.round(np.exp(s)),
        "positive": np.exp(s),
        "share": 1 / (1 + np.exp(-s)),
        "binary": (s > np.median(s)).astype(int),
        "three": three,
        "names": np.array(["low", "mittel", "über"])[three],
    }[kind]


def draw_rows(rng, table, thresholds=(), unseen=False):
    """Rows of the table, and others: at thresholds and beside them, beyond ranges, missing if some are, texts not seen."""
    rows = table.sample(min(len(table), MOST_ASKED), random_state=int(rng.integers(1 << 30))).reset_index(drop=True)
    known = [name for name in table if name[0] == "n"]
    for i, (name, cut) in enumerate(list(thresholds)[:15]):
        rows.loc[2 * i, name] = cut
        rows.loc[2 * i + 1, name] = np.nextafter(np.float32(cut), np.float32(rng.choice([-9e30, 9e30])))
    for last, value in ((1, -1e30), (2, 1e30), (3, 0.0), (4, -0.0), (5, 1e-40)):
        rows.loc[len(rows) - last, known] = value
    holes = [name for name in known if table[name].isna().any()]
    rows.loc[len(rows) - 6, holes] = np.nan
    if unseen:
        rows.loc[len(rows) - 7, [name for name in table if name[0] == "c"]] = "never seen"
    return rows


def as_categories(table):
    """The texts as pandas' categories."""
    return table.astype({name: "category" for name in table if name[0] == "c"})


def coded_as(table, rows):
    """`rows` with the categories of `table`."""
    return rows.astype({name: table[name].dtype for name in table if name[0] == "c"})


def cells(rows):
    return [[None if pd.isna(cell) else cell for cell in row] for row in rows.astype(object).to_numpy().tolist()]
