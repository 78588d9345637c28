"""MLServer's codecs, with their defaults, against the local service: python mlserver_codecs.py URL MODEL"""

import json
import sys
import urllib.request

import pandas as pd
from mlserver.codecs import PandasCodec
from mlserver.types import InferenceResponse

url, model = sys.argv[1], sys.argv[2]
table = pd.DataFrame(
    {
        "id": ["u1", "u2"],
        "age": [50, 20],
        "channel": ["web", "app"],
        "active": [True, False],
        "signed": ["2024-06-27", "2024-01-10"],
        "score": [0.5, None],
    }
)
request = PandasCodec.encode_request(table, use_bytes=False)
assert {tensor.name: tensor.datatype for tensor in request.inputs}["active"] == "BOOL"
body = request.model_dump_json().encode()  # with null for every member that is not set
answer = urllib.request.urlopen(
    urllib.request.Request(
        f"{url}/v2/models/{model}/infer",
        data=body,
        headers={"content-type": "application/json"},
    )
)
response = InferenceResponse.model_validate(json.load(answer))
assert [output.name for output in response.outputs] == ["predict", "predict_proba", "class_name"]
assert len(response.outputs[2].data) == 2
