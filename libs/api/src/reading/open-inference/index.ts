export { readInferRequest } from './read-infer-request.ts';
export { inputTensors, outputTensors } from './tensors.ts';
