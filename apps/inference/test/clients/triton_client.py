"""Triton's HTTP client against the local service: python triton_client.py URL MODEL"""

import sys

import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

url, model = sys.argv[1].removeprefix("http://"), sys.argv[2]
ROWS = np.array([[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]])
client = triton.InferenceServerClient(url)


def infer(dtype="FP64", binary_data=False, **options):
    tensor = triton.InferInput("input-0", list(ROWS.shape), dtype)
    rows = ROWS if dtype == "FP64" else ROWS.astype("float32")
    tensor.set_data_from_numpy(rows, binary_data=binary_data)
    return client.infer(model, [tensor], **options)


def refusal(**options):
    try:
        infer(**options)
    except InferenceServerException as error:
        return str(error)
    raise AssertionError("it was read")


assert client.is_server_live() and client.is_server_ready()
assert client.is_model_ready(model) and client.is_model_ready(model, "1.0.0")
metadata = client.get_model_metadata(model)
assert metadata["inputs"] == [{"name": "input-0", "datatype": "FP64", "shape": [-1, 4]}]
for answer in (infer(), infer("FP32"), infer(request_id="42", model_version="1.0.0")):
    assert answer.as_numpy("predict").shape == (2, 1)
    assert answer.as_numpy("class_name").tolist() == [["setosa"], ["virginica"]]
only = infer(outputs=[triton.InferRequestedOutput("predict")])  # asks for it in binary, gets JSON
assert only.as_numpy("predict").shape == (2, 1) and only.as_numpy("predict_proba") is None
assert "binary_data=False" in refusal(binary_data=True)
assert 'content-encoding "gzip"' in refusal(request_compression_algorithm="gzip")
