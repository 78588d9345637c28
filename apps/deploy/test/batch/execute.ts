/**
 * Executes a definition of Amazon States Language as far as the state machine that scores files uses it: Task, Choice,
 * Pass, Fail, Succeed, and a Map with its reader, batches, tolerated failures, retries and results; a failed execution
 * can be redriven. What it does not know it refuses, so that nothing is passed over.
 */
import { randomUUID } from 'node:crypto';

export type Json = Scalar | readonly Json[] | { readonly [key: string]: Json };
type Scalar = null | boolean | number | string;
type Input = Readonly<Record<string, Json>>;

export interface World {
  /** Calls the function of a resource; an error's name is what the definition knows it by. */
  readonly invoke: (resource: string, input: Json) => Promise<Json>;
  readonly getObject: (bucket: string, key: string) => string;
  readonly putObject: (bucket: string, key: string, text: string) => void;
  /** Given the name of each state that is entered. */
  readonly onState?: (name: string) => void;
}

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: Input;
  readonly Retry?: readonly Retrier[];
  readonly Next?: string;
  readonly ResultPath?: null;
  readonly Choices?: readonly {
    readonly Variable: string;
    readonly NumericEquals: number;
    readonly Next: string;
  }[];
  readonly Default?: string;
  readonly Error?: string;
  readonly ItemProcessor?: Machine & { readonly ProcessorConfig: { readonly Mode: string } };
  readonly ItemReader?: {
    readonly ReaderConfig: { readonly InputType: string };
    readonly Parameters: Input;
  };
  readonly ItemBatcher?: { readonly MaxItemsPerBatch: number; readonly BatchInput: Input };
  readonly MaxConcurrency?: number;
  readonly ToleratedFailurePercentage?: number;
  readonly ResultWriter?: {
    readonly Parameters: { readonly Bucket: string; readonly Prefix: string };
  };
  readonly Label?: string;
}

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
}

export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const MOST_PAYLOAD_BYTES = 262_144;
const MOST_CHILDREN = 10_000;

/** What is executed of each type of state. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  Pass: [],
  Succeed: [],
  Fail: ['Error', 'Cause'],
  Choice: ['Choices', 'Default'],
  Task: ['Resource', 'Parameters', 'Retry', 'TimeoutSeconds'],
  Map: [
    ...['ItemProcessor', 'ItemReader', 'ItemBatcher', 'MaxConcurrency', 'Retry', 'Label'],
    ...['ToleratedFailurePercentage', 'ResultWriter', 'ResultPath'],
  ],
};

/** From its start to its end, or to the state that fails, where it can be taken up again. */
export class Execution {
  readonly #machine: Machine;
  readonly #world: World;
  readonly #context: Input;
  #at: string | undefined;
  #data: Json;
  /** What the children of a map have given that has not ended, by their place. */
  readonly #done = new Map<number, Json>();

  constructor(machine: Machine, input: Json, world: World, context?: Input) {
    this.#machine = machine;
    this.#world = world;
    this.#context = context ?? { Execution: { Id: `arn:aws:states:::execution:${randomUUID()}` } };
    this.#at = machine.StartAt;
    this.#data = input;
  }

  /** The first call starts it; one after a failure redrives it. @returns its output */
  async run(): Promise<Json> {
    while (this.#at !== undefined) {
      const state = this.#enter(this.#at);
      if (state.Type === 'Choice') {
        this.#at = this.#choose(state);
        continue;
      }
      const result = await this.#retried(state);
      if (state.ResultPath !== null) this.#data = result;
      this.#done.clear();
      this.#at = state.Next;
    }
    return this.#data;
  }

  #enter(name: string): State {
    const state = this.#machine.States[name]!;
    const known = [...(KNOWN[state.Type] ?? []), 'Type', 'Next', 'End', 'Comment'];
    const unknown = Object.keys(state).filter((field) => !known.includes(field));
    if (!(state.Type in KNOWN) || unknown.length > 0) {
      throw new Error(`${state.Type} with ${unknown.join(', ')} is not executed here`);
    }
    this.#world.onState?.(name);
    requireFits(this.#data);
    return state;
  }

  #choose({ Choices = [], Default }: State): string | undefined {
    const found = Choices.find(
      ({ Variable, NumericEquals }) => at(Variable, this.#data) === NumericEquals,
    );
    return found?.Next ?? Default;
  }

  /** Each retrier has attempts of its own. Waits are left out: only how often something is tried again counts. */
  async #retried(state: State): Promise<Json> {
    const attempts = new Map<Retrier, number>();
    for (;;) {
      try {
        return await this.#execute(state);
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

  #execute(state: State): Promise<Json> {
    switch (state.Type) {
      case 'Task':
        return this.#call(state);
      case 'Map':
        return this.#map(state);
      case 'Fail':
        return Promise.reject(named(state.Error!));
      default:
        return Promise.resolve(this.#data);
    }
  }

  async #call({ Parameters, Resource }: State): Promise<Json> {
    const payload = Parameters === undefined ? this.#data : this.#filled(Parameters);
    requireFits(payload);
    const result = await this.#world.invoke(Resource!, payload);
    requireFits(result);
    return result;
  }

  async #map(state: State): Promise<Json> {
    const { ItemProcessor: processor, MaxConcurrency = MOST_CHILDREN } = state;
    const { ToleratedFailurePercentage: tolerated = 0 } = state;
    const isInline = processor!.ProcessorConfig.Mode === 'INLINE';
    const batches = this.#batches(state);
    const all = batches.reduce((sum, { items }) => sum + items, 0);
    const runId = randomUUID();
    let [next, failed] = [0, 0];
    const isOver = () => (100 * failed) / all > tolerated;
    const work = async () => {
      while (next < batches.length && !isOver()) {
        const place = next++;
        if (this.#done.has(place)) continue; // before a redrive
        const { input, items } = batches[place]!;
        try {
          const child = new Execution(processor!, input, this.#world, this.#context);
          this.#done.set(place, await child.run());
        } catch (error) {
          if (isInline) throw error;
          failed += items;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(MaxConcurrency, batches.length) }, work));
    const results = [...this.#done].sort(([a], [b]) => a - b).map(([, result]) => result);
    const output = this.#written(state, results, runId);
    if (isOver()) throw named('States.ExceedToleratedFailureThreshold');
    return output;
  }

  /** The inputs of the children, each with the number of its items. */
  #batches({ ItemReader: reader, ItemBatcher: batcher }: State): Batch[] {
    const items = reader === undefined ? (this.#data as readonly Json[]) : this.#read(reader);
    if (batcher === undefined) return items.map((input) => ({ input, items: 1 }));
    const BatchInput = this.#filled(batcher.BatchInput);
    const batches: Batch[] = [];
    for (let from = 0; from < items.length; from += batcher.MaxItemsPerBatch) {
      const Items = items.slice(from, from + batcher.MaxItemsPerBatch);
      batches.push({ input: { BatchInput, Items }, items: Items.length });
    }
    return batches;
  }

  #read({ ReaderConfig, Parameters }: NonNullable<State['ItemReader']>): readonly Json[] {
    const { Bucket, Key } = this.#filled(Parameters) as Record<string, string>;
    const text = this.#world.getObject(Bucket!, Key!);
    if (ReaderConfig.InputType === 'JSON') return JSON.parse(text) as Json[];
    if (ReaderConfig.InputType !== 'JSONL') throw named('States.ItemReaderFailed');
    const lines = text.trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Json);
  }

  #written({ ResultWriter: writer, Label }: State, results: readonly Json[], runId: string): Json {
    if (writer === undefined) return results;
    const { Bucket, Prefix } = writer.Parameters;
    const folder = `${Prefix}/${runId}`;
    const text = results.map((each) => `${JSON.stringify(each)}\n`).join('');
    this.#world.putObject(Bucket, `${folder}/SUCCEEDED_0.jsonl`, text);
    this.#world.putObject(Bucket, `${folder}/manifest.json`, '{}');
    return {
      MapRunArn: `arn:aws:states:::mapRun:machine/${Label}:${runId}`,
      ResultWriterDetails: { Bucket, Key: `${folder}/manifest.json` },
    };
  }

  /** An object whose members that end with `.$` are taken from the data, or from the context. */
  #filled(template: Input): Json {
    const members = Object.entries(template).map(([key, value]) => {
      if (!key.endsWith('.$')) return [key, value] as const;
      const path = value as string;
      const found = path.startsWith('$$.')
        ? at(path.slice(1), this.#context)
        : at(path, this.#data);
      return [key.slice(0, -2), found] as const;
    });
    return Object.fromEntries(members);
  }
}

interface Batch {
  readonly input: Json;
  readonly items: number;
}

function at(path: string, data: Json): Json {
  let found: Json | undefined = data;
  for (const name of path.split('.').slice(1)) found = (found as Input)[name];
  if (found === undefined) throw named('States.ParameterPathFailure');
  return found;
}

function requireFits(payload: Json): void {
  if (JSON.stringify(payload).length > MOST_PAYLOAD_BYTES) throw named('States.DataLimitExceeded');
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}
