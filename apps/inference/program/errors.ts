import { LambdaForestError } from '@lambda-forest/text';

/** Thrown when there is no built bundle to package or serve. */
export class BuildNotFoundError extends LambdaForestError {
  constructor(path: string, cause?: unknown) {
    super('BUILD_NOT_FOUND', `Found no bundle at ${path}, expected one.`, {
      remedy: 'Start the command by "npx lambda-forest", which builds it.',
      cause,
    });
  }
}

/** Thrown when a model's `metadata.json` is not what training wrote. */
export class MetadataError extends LambdaForestError {
  constructor(path: string, cause: unknown) {
    super('METADATA_INVALID', `Found other text at ${path}, expected the metadata of a model.`, {
      remedy: 'Copy it again from where it was made, or train the model again.',
      cause,
    });
  }
}

/** Thrown when the service does not take its model or its environment, as its log line says. */
export class ServiceRefusedError extends LambdaForestError {
  constructor() {
    super('SERVICE_REFUSED', 'Found a service that answers 503, expected one that is ready.', {
      remedy: 'Correct what the log line of the service names: docs/api.md has its environment.',
    });
  }
}

/** Thrown when another program listens at the port already, or this one may not. */
export class PortTakenError extends LambdaForestError {
  constructor(port: number, cause: unknown) {
    super('PORT_TAKEN', `Found port ${port} taken or forbidden, expected a free one.`, {
      remedy: 'Choose another with --port, or --port=0 for any that is free.',
      cause,
    });
  }
}
