"""KServe's client for protocol 2 against the local service: python kserve_client.py URL MODEL"""

import asyncio
import sys

import numpy as np
from httpx import HTTPStatusError
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig

url, model = sys.argv[1], sys.argv[2]
ROWS = np.array([[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]])


def request(**options):
    tensor = InferInput("input-0", list(ROWS.shape), "FP64")
    tensor.set_data_from_numpy(ROWS, **options)
    return InferRequest(model_name=model, infer_inputs=[tensor], request_id="r-1")


async def main():
    client = InferenceRESTClient(RESTConfig(protocol="v2", timeout=10, retries=0))
    assert await client.is_server_live(url) is True
    assert await client.is_server_ready(url) is True
    assert await client.is_model_ready(url, model) is True
    answer = await client.infer(url, request(binary_data=False), model_name=model)
    outputs = {each.name: each.as_numpy() for each in answer.outputs}
    assert answer.id == "r-1"
    assert outputs["predict"].shape == (2, 1)
    assert np.allclose(outputs["predict_proba"].sum(axis=1), 1)
    assert [name for (name,) in outputs["class_name"]] == ["setosa", "virginica"]
    try:
        await client.infer(url, request(), model_name=model)
        raise AssertionError("binary tensors were read")
    except HTTPStatusError as error:
        assert "binary tensors" in str(error) and "binary_data=False" in str(error), error


asyncio.run(main())
