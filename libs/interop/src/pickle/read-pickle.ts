/**
 * Reads a pickle as data, protocols 2 to 5 (Lib/pickletools.py): a stack machine whose calls are written down instead of
 * made. A name that is not known is refused before anything depends on it.
 */
import { formatInteger } from '@lambda-forest/text';

import { requireKnown } from './known-names.ts';
import { byteLengthOf } from './nd-array.ts';
import { PickleReader } from './pickle-reader.ts';
import { isGlobal, isMade, nameOf } from './values.ts';
import type { Global, Made, PickleValue } from './values.ts';

/** Instructions of a pickle, those of pickles in it included. */
const MAX_STEPS = 100_000_000;
/** Lists, dictionaries and objects that it may make: a few hundred bytes each. */
const MAX_CONTAINERS = 1_000_000;

/** joblib writes one pickle inside another, and no more. */
const MAX_DEPTH = 4;

/** What is left of both, shared by pickles inside each other. */
interface Budget {
  steps: number;
  containers: number;
}

/** Classes of dictionaries. */
const DICTIONARIES = new Set(['Bunch', 'OrderedDict']);

const MARK = Symbol('mark');
type Slot = PickleValue | typeof MARK;

/** @throws {ForeignModelError} for bytes that are no pickle, are cut off, or name something unknown */
export function readPickle(bytes: Uint8Array): PickleValue {
  const budget = { steps: MAX_STEPS, containers: MAX_CONTAINERS };
  return new PickleMachine(new PickleReader(bytes), budget, 0).run();
}

class PickleMachine {
  readonly #reader: PickleReader;
  readonly #budget: Budget;
  readonly #depth: number;
  readonly #stack: Slot[] = [];
  readonly #memo = new Map<number, PickleValue>();

  /** @param depth of pickles inside each other */
  constructor(reader: PickleReader, budget: Budget, depth: number) {
    if (depth > MAX_DEPTH) throw reader.refuse(`more than ${MAX_DEPTH} pickles in each other`);
    this.#reader = reader;
    this.#budget = budget;
    this.#depth = depth;
  }

  run(): PickleValue {
    while (this.#budget.steps-- > 0) {
      const code = this.#reader.byte();
      if (code === STOP) return this.#pop();
      const step = STEPS[code];
      if (step === undefined) throw this.#reader.refuse(`the instruction ${code}`);
      step.call(this);
    }
    throw this.#reader.refuse(`more than ${formatInteger(MAX_STEPS)} instructions`);
  }

  get reader(): PickleReader {
    return this.#reader;
  }

  push(value: PickleValue): void {
    const isContainer =
      typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
    if (isContainer && this.#budget.containers-- <= 0) {
      throw this.#reader.refuse(`more than ${formatInteger(MAX_CONTAINERS)} objects`);
    }
    this.#stack.push(value);
  }

  mark(): void {
    this.#stack.push(MARK);
  }

  pop(): PickleValue {
    return this.#pop();
  }

  #pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined || value === MARK) throw this.#reader.refuse('nothing to take');
    return value;
  }

  /** All values above the last mark. */
  popMarked(): PickleValue[] {
    const at = this.#stack.lastIndexOf(MARK);
    if (at === -1) throw this.#reader.refuse('no mark');
    return this.#stack.splice(at).slice(1) as PickleValue[];
  }

  popMany(count: number): PickleValue[] {
    return Array.from({ length: count }, () => this.#pop()).reverse();
  }

  top(): PickleValue {
    const value = this.#stack.at(-1);
    if (value === undefined || value === MARK) throw this.#reader.refuse('nothing to change');
    return value;
  }

  remember(index = this.#memo.size): void {
    this.#memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.#reader.refuse(`the number ${index} of nothing`);
    this.#stack.push(value);
  }

  append(values: readonly PickleValue[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw this.#reader.refuse('values for no list');
    for (const value of values) (list as PickleValue[]).push(value);
  }

  setItems(items: readonly PickleValue[]): void {
    const top = this.top();
    if (isMade(top) && DICTIONARIES.has(top.by.name)) top.state = new Map();
    const target = isMade(top) ? top.state : top;
    if (!(target instanceof Map) || items.length % 2 === 1)
      throw this.#reader.refuse('items for no dictionary');
    for (let i = 0; i < items.length; i += 2) target.set(items[i]!, items[i + 1]!);
  }

  global(module: PickleValue, name: PickleValue): void {
    if (typeof module !== 'string' || typeof name !== 'string')
      throw this.#reader.refuse('a name that is no text');
    const global: Global = { kind: 'global', module, name };
    requireKnown(global, 'a pickle');
    this.push(global);
  }

  make(by: PickleValue, args: PickleValue): void {
    if (!isGlobal(by) || !Array.isArray(args)) throw this.#reader.refuse('a call of no known name');
    this.push({ kind: 'made', by, args: args as PickleValue[], state: null });
  }

  build(): void {
    const state = this.#pop();
    const made = this.top();
    if (!isMade(made)) throw this.#reader.refuse('attributes of no object');
    made.state = state;
    if (nameOf(made.by) === 'joblib.numpy_pickle.NumpyArrayWrapper') this.#readBeside(made);
  }

  /** joblib writes the numbers of an array right behind what describes it, or one of objects as a pickle of its own. */
  #readBeside({ state }: Made): void {
    if (!(state instanceof Map)) throw this.#reader.refuse('an array without a description');
    const wrapper: ReadonlyMap<PickleValue, PickleValue> = state;
    this.#stack.pop();
    const length = byteLengthOf(wrapper);
    this.push(
      length === undefined
        ? new PickleMachine(this.#reader, this.#budget, this.#depth + 1).run()
        : { kind: 'raw-array', wrapper, bytes: this.#reader.arrayBytes(wrapper, length) },
    );
  }
}

type Step = (this: PickleMachine) => void;

const STOP = 0x2e;

/** By code. */
const STEPS: Readonly<Record<number, Step>> = {
  0x80() {
    const version = this.reader.byte();
    if (version < 2 || version > 5) throw this.reader.refuse(`protocol ${version}`);
  },
  0x95() {
    this.reader.skip(8); // FRAME: its length
  },
  [code('N')]() {
    this.push(null);
  },
  0x88() {
    this.push(true);
  },
  0x89() {
    this.push(false);
  },
  [code('K')]() {
    this.push(this.reader.byte());
  },
  [code('M')]() {
    this.push(this.reader.unsigned(2));
  },
  [code('J')]() {
    this.push(this.reader.int32());
  },
  0x8a() {
    this.push(this.reader.long(this.reader.byte()));
  },
  [code('G')]() {
    this.push(this.reader.float64());
  },
  0x8c() {
    this.push(this.reader.text(this.reader.byte()));
  },
  [code('X')]() {
    this.push(this.reader.text(this.reader.unsigned(4)));
  },
  0x8d() {
    this.push(this.reader.text(this.reader.unsigned(8)));
  },
  [code('C')]() {
    this.push(this.reader.bytes(this.reader.byte()));
  },
  [code('B')]() {
    this.push(this.reader.bytes(this.reader.unsigned(4)));
  },
  0x8e() {
    this.push(this.reader.bytes(this.reader.unsigned(8)));
  },
  0x96() {
    this.push(this.reader.bytes(this.reader.unsigned(8)));
  },
  [code('(')]() {
    this.mark();
  },
  [code(')')]() {
    this.push([]);
  },
  [code('t')]() {
    this.push(this.popMarked());
  },
  0x85() {
    this.push(this.popMany(1));
  },
  0x86() {
    this.push(this.popMany(2));
  },
  0x87() {
    this.push(this.popMany(3));
  },
  [code(']')]() {
    this.push([]);
  },
  [code('a')]() {
    this.append(this.popMany(1));
  },
  [code('e')]() {
    this.append(this.popMarked());
  },
  0x8f() {
    this.push([]); // a set
  },
  0x90() {
    this.append(this.popMarked());
  },
  0x91() {
    this.push(this.popMarked());
  },
  [code('}')]() {
    this.push(new Map());
  },
  [code('s')]() {
    this.setItems(this.popMany(2));
  },
  [code('u')]() {
    this.setItems(this.popMarked());
  },
  [code('q')]() {
    this.remember(this.reader.byte());
  },
  [code('r')]() {
    this.remember(this.reader.unsigned(4));
  },
  0x94() {
    this.remember();
  },
  [code('h')]() {
    this.recall(this.reader.byte());
  },
  [code('j')]() {
    this.recall(this.reader.unsigned(4));
  },
  [code('c')]() {
    const module = this.reader.line();
    this.global(module, this.reader.line());
  },
  0x93() {
    const [module, name] = this.popMany(2);
    this.global(module!, name!);
  },
  [code('R')]() {
    const [by, args] = this.popMany(2);
    this.make(by!, args!);
  },
  0x81() {
    const [by, args] = this.popMany(2);
    this.make(by!, args!);
  },
  [code('b')]() {
    this.build();
  },
  [code('0')]() {
    this.pop();
  },
};

function code(character: string): number {
  return character.charCodeAt(0);
}
