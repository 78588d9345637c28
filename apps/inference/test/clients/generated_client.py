"""The client that openapi-python-client makes of the service's document: python generated_client.py URL FOLDER"""

import sys
from importlib import import_module
from pathlib import Path

url, folder = sys.argv[1], Path(sys.argv[2])
package = next(path.name for path in folder.iterdir() if (path / "models").is_dir())
sys.path.insert(0, str(folder))
models = import_module(f"{package}.models")
client = import_module(f"{package}").Client(base_url=url, raise_on_unexpected_status=True)


def call(operation, **arguments):
    module = import_module(f"{package}.api.default.{operation}")
    return module.sync(client=client, **arguments)


assert call("health").status == "ok"
ROW = {
    "sepal_length": 5.1,
    "sepal_width": 3.5,
    "petal_length": 1.4,
    "petal_width": 0.2,
}
request = models.PredictRequest(features=models.FeaturesType1(**ROW))
answer = call("predict", body=request)
assert answer.class_name == "setosa" and len(answer.probabilities) == 3, answer
refused = call("predict", body=models.PredictRequest(features=[1.0, 2.0]))
assert refused.status == 400 and refused.code == "INPUT_INVALID", refused
