"""Compares what onnxruntime answers with the predictions of the model itself:

    python check.py MODEL.onnx ROWS.csv PREDICTIONS.csv TOLERANCE
"""

import csv
import datetime
import sys

import numpy as np
import onnxruntime

PARTS = {
    "days": lambda day: (day - datetime.date(1970, 1, 1)).days,
    "year": lambda day: day.year,
    "month": lambda day: day.month,
    "day": lambda day: day.day,
    "weekday": lambda day: day.weekday(),
    "hour": lambda day: 0,
}


def values_of(given, rows):
    """The column of an input. Of a date, such as sold.year, the part that it is called after."""
    column, _, part = given.name.rpartition(".")
    if given.name in rows[0]:
        cells = [row[given.name] for row in rows]
    else:
        days = [row[column] for row in rows]
        cells = [str(PARTS[part](datetime.date.fromisoformat(day))) if day else "" for day in days]
    if given.type == "tensor(string)":
        return np.array(cells, dtype=object).reshape(-1, 1)
    return np.array([float(cell) if cell else np.nan for cell in cells]).reshape(-1, 1)


def main():
    model, rows, predictions, tolerance = sys.argv[1:]
    with open(rows, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(predictions, encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # several add trees in another order
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    outputs = [output.name for output in session.get_outputs()]
    found = session.run(None, {given.name: values_of(given, rows) for given in session.get_inputs()})
    names = [name for name in expected[0] if name.startswith("probability_")] or ["prediction"]
    numbers = np.array([[float(row[name]) for name in names] for row in expected])
    assert len(expected) == len(rows) and found[-1].shape == numbers.shape, (found[-1].shape, numbers.shape)
    difference = np.max(np.abs(found[-1] - numbers) / np.maximum(np.abs(numbers), 1e-3))
    assert difference <= float(tolerance), f"{model}: {difference} is more than {tolerance}"
    if outputs[0] == "label":
        labels = [row["class_name"] for row in expected]
        assert list(found[0]) == labels, f"{model}: other classes than {labels[:5]}"
    print(f"{len(rows)} rows of {model.rpartition('/')[2]}: the largest difference is {difference:.1e}, relative")


if __name__ == "__main__":
    main()
