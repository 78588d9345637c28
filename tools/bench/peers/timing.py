"""Times calls that predict test rows."""

import time

import numpy as np
import onnxruntime

MOST_SINGLE_ROWS = 4_096


class Turns:
    """Returns the test rows in turn: the processor would memorize the branches of a single row."""

    def __init__(self, rows):
        self.rows = rows
        self.singles = [rows[i : i + 1] for i in range(min(len(rows), MOST_SINGLE_ROWS))]
        self.next = -1
        self.batches = {}

    def single(self, _):
        self.next = (self.next + 1) % len(self.singles)
        return self.singles[self.next]

    def batch(self, count):
        if count not in self.batches:
            self.batches[count] = np.resize(self.rows, (count, self.rows.shape[1]))
        return self.batches[count]


def microseconds(call, turns, rows, milliseconds):
    """Of one call, the mean of as many as fit. Rows are prepared in advance; only the calls are timed."""
    take = turns.batch if rows > 1 else turns.single
    seconds = milliseconds / 1_000
    calls = 0
    start = time.perf_counter()
    while True:
        call(take(rows))
        calls += 1
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return {"microseconds": elapsed / calls * 1e6}


def onnx_call(model):
    """Answers of an ONNX model, its last output, by one thread of onnxruntime."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    settings.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, settings, providers=["CPUExecutionProvider"])
    source = session.get_inputs()[0].name
    scores = session.get_outputs()[-1].name
    return lambda rows: session.run([scores], {source: rows})[0]
