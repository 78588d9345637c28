/**
 * The CDK's toolkit, with its messages as lines for our terminal and its failures as our errors. It publishes the
 * package, lets CloudFormation change the stack, and waits.
 */
import { printable } from '@lambda-forest/text';
import type { IIoHost, IoMessage, IoRequest, StackActivity } from '@aws-cdk/toolkit-lib';

import { DeploymentError } from '../errors.ts';
import { awsFailure } from './aws-failure.ts';

export interface ToolkitHost {
  readonly say: (line: string) => void;
  /** Asks for the code of a second factor, if credentials need one. */
  readonly ask: (question: string) => Promise<string>;
}

/** What we use of `@aws-cdk/toolkit-lib`. */
export interface ToolkitLibrary {
  readonly BootstrapEnvironments: { fromList(environments: string[]): object };
  readonly Toolkit: new (options: ToolkitOptions) => {
    fromAssemblyDirectory(directory: string): Promise<object>;
    deploy(assembly: object): Promise<unknown>;
    destroy(assembly: object): Promise<unknown>;
    bootstrap(environments: object): Promise<unknown>;
  };
}

interface ToolkitOptions {
  readonly ioHost: IIoHost;
  readonly color: boolean;
  readonly emojis: boolean;
}

export interface StackToolkit {
  /** Creates or updates the stacks of a cloud assembly. Resolves when CloudFormation is done. */
  readonly deploy: (assemblyDirectory: string) => Promise<void>;
  /** Removes them. */
  readonly destroy: (assemblyDirectory: string) => Promise<void>;
  /** Makes an account and region ready for deployments. */
  readonly bootstrap: (account: string, region: string) => Promise<void>;
}

/** An event of a stack: a resource has changed its state. */
const STACK_ACTIVITY = 'CDK_TOOLKIT_I5502';
const MFA_TOKEN = 'CDK_SDK_I1100';
const SHOWN_LEVELS: ReadonlySet<string> = new Set(['error', 'warn']);

export function createToolkit(
  { BootstrapEnvironments, Toolkit }: ToolkitLibrary,
  host: ToolkitHost,
): StackToolkit {
  const failures = new FailedResources();
  const toolkit = new Toolkit({ ioHost: ioHost(host, failures), color: false, emojis: false });
  return {
    deploy: (directory) =>
      tried('deploy the stack', async () => {
        await toolkit.deploy(await toolkit.fromAssemblyDirectory(directory));
      }),
    destroy: (directory) =>
      tried('remove the stack', async () => {
        await toolkit.destroy(await toolkit.fromAssemblyDirectory(directory));
      }),
    bootstrap: (account, region) =>
      tried('bootstrap the account for the CDK', async () => {
        await toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${account}/${region}`]));
      }),
  };

  async function tried(purpose: string, run: () => Promise<void>): Promise<void> {
    failures.forget();
    try {
      await run();
    } catch (error) {
      const resource = failures.first();
      if (resource === undefined) throw awsFailure(error, purpose);
      throw new DeploymentError(
        `AWS could not ${purpose}: ${resource}`,
        'Correct it and run the same command again.',
        error,
      );
    }
  }
}

/** The failed resources in order: the first one is the reason, the others follow from it. */
class FailedResources {
  readonly #reasons: string[] = [];

  forget(): void {
    this.#reasons.length = 0;
  }

  add({ event }: StackActivity): void {
    const { ResourceStatus: status = '', ResourceStatusReason: reason = '' } = event;
    if (!status.endsWith('_FAILED') || reason.includes('cancelled')) return;
    this.#reasons.push(`${event.LogicalResourceId ?? ''} (${event.ResourceType ?? ''}): ${reason}`);
  }

  first(): string | undefined {
    const [first] = this.#reasons;
    if (first === undefined) return undefined;
    const line = printable(first.replace(/\s+/g, ' ').trim());
    return /[.!?]$/.test(line) ? line : `${line}.`;
  }
}

function ioHost({ say, ask }: ToolkitHost, failures: FailedResources): IIoHost {
  return {
    notify(message) {
      const line = lineOf(message, failures);
      if (line !== undefined) say(line);
      return Promise.resolve();
    },
    async requestResponse<T>(request: IoRequest<unknown, T>): Promise<T> {
      if (request.code === MFA_TOKEN) return (await ask(`${request.message} `)) as T;
      // The command has asked already.
      return typeof request.defaultResponse === 'boolean' ? (true as T) : request.defaultResponse;
    },
  };
}

function lineOf(
  { code, level, message, data }: IoMessage<unknown>,
  failures: FailedResources,
): string | undefined {
  if (code === STACK_ACTIVITY) {
    const activity = data as StackActivity;
    failures.add(activity);
    if (activity.event.ResourceStatus?.endsWith('_IN_PROGRESS') === true) return undefined;
    const { ResourceStatus, ResourceType, LogicalResourceId, ResourceStatusReason } =
      activity.event;
    const reason = ResourceStatus?.endsWith('_FAILED') === true ? ResourceStatusReason : undefined;
    const words = [ResourceStatus?.padEnd(28), ResourceType?.padEnd(30), LogicalResourceId, reason];
    return `  ${printable(words.filter((word) => word !== undefined).join(' '))}`.trimEnd();
  }
  return SHOWN_LEVELS.has(level)
    ? `  ${printable(message.replace(/\s+/g, ' ').trim())}`
    : undefined;
}
