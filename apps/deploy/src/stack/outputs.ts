/** The names of a deployed stack's CloudFormation outputs. */
export const OUTPUTS = {
  /** `https://...`, without a slash at the end. */
  apiUrl: 'ApiUrl',
  /** `iam`, `jwt` or `none`. */
  auth: 'Auth',
  functionName: 'FunctionName',
  functionArn: 'FunctionArn',
  /** The number of the version that this deployment made or kept. */
  version: 'Version',
  aliasName: 'AliasName',
  aliasArn: 'AliasArn',
  modelName: 'ModelName',
  modelVersion: 'ModelVersion',
  /** 64 hexadecimal digits. */
  modelSha256: 'ModelSha256',
  /** Of the function's JSON logs. */
  logGroupName: 'LogGroupName',
  /** Of the API's. */
  accessLogGroupName: 'AccessLogGroupName',
  /** Absent on an emulator, like those below. */
  alarmTopicArn: 'AlarmTopicArn',
  dashboardUrl: 'DashboardUrl',
  deploymentApplication: 'DeploymentApplication',
  deploymentGroup: 'DeploymentGroup',
} as const;

/** Those of the stack beside it that scores files. */
export const BATCH_OUTPUTS = {
  stateMachineArn: 'StateMachineArn',
  /** The bucket for what is needed during a run only. */
  workBucket: 'WorkBucket',
  /** `s3://BUCKET/PREFIX`, as they are configured. */
  input: 'Input',
  output: 'Output',
  modelSha256: 'ModelSha256',
  /** Absent where the stage does not train. */
  trainingMachineArn: 'TrainingMachineArn',
} as const;
