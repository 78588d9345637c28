export { addressOf, parseLocation } from './location.ts';
export { s3Client } from './s3-client.ts';
export { S3Input } from './s3-input.ts';
export { nameRefusals } from './access-refused.ts';
export { payAsRequester } from './requester-pays.ts';
export { S3Output } from './s3-output.ts';
export { TRAINING_PREFIX } from './training-stage.ts';
export type {
  TaskFiles,
  TaskItem,
  TaskList,
  TaskRuns,
  TrainingEstimate,
  TrainingStage,
  TrainingWork,
} from './training-stage.ts';
export { executionName, outputId, temporaryLocation } from './run-request.ts';
export type { PieceBatch, PlanRequest, Round, RunRequest } from './run-request.ts';
