/**
 * Executes a definition of Amazon States Language as far as the state machine that scores files uses it: Task, Choice,
 * Succeed, and a distributed Map with its reader, batches, tolerated failures, retries and results. What it does not
 * know it refuses, so that nothing is passed over.
 */
import { randomUUID } from 'node:crypto';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Input = Readonly<Record<string, Json>>;

export interface World {
  /** Calls the function of a resource; an error's name is what the definition knows it by. */
  readonly invoke: (resource: string, input: Json) => Promise<Json>;
  readonly getObject: (bucket: string, key: string) => string;
  readonly putObject: (bucket: string, key: string, text: string) => void;
}

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: Input;
  readonly Retry?: readonly Retrier[];
  readonly Next?: string;
  readonly End?: boolean;
  readonly ResultPath?: null;
  readonly Choices?: readonly {
    readonly Variable: string;
    readonly NumericEquals: number;
    readonly Next: string;
  }[];
  readonly Default?: string;
  readonly ItemProcessor?: Machine & { readonly ProcessorConfig: Json };
  readonly ItemReader?: {
    readonly Resource: string;
    readonly ReaderConfig: { readonly InputType: string };
    readonly Parameters: Input;
  };
  readonly ItemBatcher?: { readonly MaxItemsPerBatch: number; readonly BatchInput: Input };
  readonly MaxConcurrency?: number;
  readonly ToleratedFailurePercentage?: number;
  readonly ResultWriter?: {
    readonly Resource: string;
    readonly Parameters: { readonly Bucket: string; readonly Prefix: string };
    readonly WriterConfig: { readonly OutputType: string; readonly Transformation: string };
  };
  readonly Label?: string;
}

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
  readonly IntervalSeconds?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: string;
}

export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly TimeoutSeconds?: number;
  readonly Comment?: string;
}

const MOST_PAYLOAD_BYTES = 262_144;
const KNOWN = new Set([
  'Type',
  'Resource',
  'Parameters',
  'Retry',
  'Next',
  'End',
  'ResultPath',
  'Choices',
  'Default',
  'ItemProcessor',
  'ItemReader',
  'ItemBatcher',
  'MaxConcurrency',
  'ToleratedFailurePercentage',
  'ResultWriter',
  'Label',
  'Comment',
]);

export async function execute(machine: Machine, input: Json, world: World): Promise<Json> {
  const context: Input = { Execution: { Id: `arn:aws:states:::execution:${randomUUID()}` } };
  return runStates(machine, input, { ...world, context });
}

type Running = World & { readonly context: Input };

async function runStates(machine: Machine, input: Json, world: Running): Promise<Json> {
  let data = input;
  for (let name: string | undefined = machine.StartAt; name !== undefined;) {
    const state: State = machine.States[name]!;
    const unknown = Object.keys(state).find((field) => !KNOWN.has(field));
    if (unknown !== undefined) throw new Error(`${unknown} of ${name} is not executed here`);
    if (JSON.stringify(data).length > MOST_PAYLOAD_BYTES) throw named('States.DataLimitExceeded');
    switch (state.Type) {
      case 'Succeed':
        return data;
      case 'Choice':
        name = choose(state, data);
        continue;
      case 'Task':
        data = await runTask(state, data, world);
        break;
      case 'Map': {
        const result = await runMap(state, data, world);
        if (state.ResultPath !== null) data = result;
        break;
      }
      default:
        throw new Error(`a state of the type ${state.Type} is not executed here`);
    }
    name = state.Next;
  }
  return data;
}

function choose({ Choices = [], Default }: State, data: Json): string | undefined {
  const found = Choices.find(({ Variable, NumericEquals }) => at(Variable, data) === NumericEquals);
  return found?.Next ?? Default;
}

/** Waits are left out: only how often something is tried again counts. */
async function runTask(state: State, data: Json, world: Running): Promise<Json> {
  const payload = state.Parameters === undefined ? data : filled(state.Parameters, data, world);
  if (JSON.stringify(payload).length > MOST_PAYLOAD_BYTES) throw named('States.DataLimitExceeded');
  const attempts = new Map<Retrier, number>();
  for (;;) {
    try {
      return await world.invoke(state.Resource!, payload);
    } catch (error) {
      const { name } = error as Error;
      const retrier = state.Retry?.find(({ ErrorEquals }) =>
        ErrorEquals.some((each) => each === name || each === 'States.ALL'),
      );
      const made = retrier === undefined ? 0 : (attempts.get(retrier) ?? 0);
      if (retrier === undefined || made >= retrier.MaxAttempts) throw error;
      attempts.set(retrier, made + 1);
    }
  }
}

async function runMap(state: State, data: Json, world: Running): Promise<Json> {
  const { ItemReader: reader, ItemBatcher: batcher, ResultWriter: writer } = state;
  if (reader?.ReaderConfig.InputType !== 'JSONL' || batcher === undefined || writer === undefined) {
    throw new Error('a map without JSON Lines, batches and a writer is not executed here');
  }
  const { Bucket, Key } = filled(reader.Parameters, data, world) as Record<string, string>;
  const items = world
    .getObject(Bucket!, Key!)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);
  const BatchInput = filled(batcher.BatchInput, data, world);
  const batches: Json[] = [];
  for (let from = 0; from < items.length; from += batcher.MaxItemsPerBatch) {
    batches.push({ BatchInput, Items: items.slice(from, from + batcher.MaxItemsPerBatch) });
  }
  let next = 0;
  let failed = 0;
  const succeeded: Json[] = [];
  const work = async () => {
    while (next < batches.length) {
      const batch = batches[next++]! as { readonly Items: readonly Json[] };
      try {
        succeeded.push(await runStates(state.ItemProcessor!, batch, world));
      } catch {
        failed += batch.Items.length;
      }
    }
  };
  await Promise.all(Array.from({ length: state.MaxConcurrency ?? 1 }, work));
  const folder = `${writer.Parameters.Prefix}/${randomUUID()}`;
  world.putObject(
    writer.Parameters.Bucket,
    `${folder}/SUCCEEDED_0.jsonl`,
    succeeded.map((each) => `${JSON.stringify(each)}\n`).join(''),
  );
  world.putObject(writer.Parameters.Bucket, `${folder}/manifest.json`, '{}');
  if ((100 * failed) / items.length > (state.ToleratedFailurePercentage ?? 0)) {
    throw named('States.ExceedToleratedFailureThreshold');
  }
  return {
    ResultWriterDetails: { Bucket: writer.Parameters.Bucket, Key: `${folder}/manifest.json` },
  };
}

/** An object whose members that end with `.$` are taken from the data, or from the context. */
function filled(template: Input, data: Json, { context }: Running): Json {
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith('.$')
        ? [
            key.slice(0, -2),
            (value as string).startsWith('$$.')
              ? at((value as string).slice(1), context)
              : at(value as string, data),
          ]
        : [key, value],
    ),
  );
}

function at(path: string, data: Json): Json {
  let found: Json | undefined = data;
  for (const name of path.split('.').slice(1)) found = (found as Input)[name];
  if (found === undefined) throw named('States.ParameterPathFailure');
  return found;
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}
