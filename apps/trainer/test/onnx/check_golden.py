"""Compares what onnxruntime answers with what the imported models themselves do:

    python check_golden.py CASES

A line of CASES has a model as ONNX, the cells of its columns, and the answers.
"""

import base64
import json
import sys

import numpy as np
import onnxruntime

EXACT = 1e-12
ROUNDED = 1e-6  # of float32, which sums come out as


def main(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # several add trees in another order
    largest = {}
    wrong = []
    with open(path, encoding="utf-8") as file:
        for case in map(json.loads, file):
            found = answers(case, options)
            expected = np.array(case["predictions"], float).reshape(found.shape)
            difference = distance(found, expected)
            key = (case["name"].split("/")[0], case["opset"])
            count, most = largest.get(key, (0, 0))
            largest[key] = (count + 1, max(most, difference))
            if not difference <= (EXACT if case["isExact"] else ROUNDED):
                wrong.append(f"{case['name']}, opset {case['opset']}: {difference}")
    for (library, opset), (count, most) in sorted(largest.items()):
        print(f"{count} golden models of {library} with opset {opset}: the largest difference is {most:.1e}, relative")
    if wrong:
        raise SystemExit("\n".join(wrong))


def answers(case, options):
    session = onnxruntime.InferenceSession(base64.b64decode(case["model"]), options, providers=["CPUExecutionProvider"])
    given = {each.name: column(case["cells"][each.name], each.type) for each in session.get_inputs()}
    return session.run(None, given)[-1]


def column(cells, kind):
    if kind == "tensor(string)":
        return np.array(cells, dtype=object).reshape(-1, 1)
    return np.array([np.nan if cell is None else cell for cell in cells], float).reshape(-1, 1)


def distance(found, expected):
    """The largest, relative to the answer, or to a thousandth of the largest, below which sums cancel out."""
    finite = np.isfinite(expected)
    assert np.array_equal(np.isfinite(found), finite)
    least = 1e-3 * max(1.0, np.abs(expected[finite]).max(initial=0))
    return float((np.abs(found - expected) / np.maximum(np.abs(expected), least))[finite].max(initial=0))


if __name__ == "__main__":
    main(sys.argv[1])
