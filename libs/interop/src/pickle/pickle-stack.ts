import { formatInteger } from '@lambda-forest/text';

import { requireKnown } from './known-names.ts';
import type { PickleReader } from './pickle-reader.ts';
import { isGlobal, isMade } from './values.ts';
import type { Global, Made, PickleValue } from './values.ts';

/** Lists, dictionaries and objects that a pickle may make: a few hundred bytes each. */
export const MAX_CONTAINERS = 1_000_000;

/** Classes of dictionaries. */
const DICTIONARIES = new Set(['Bunch', 'OrderedDict', 'defaultdict']);

const MARK = Symbol('mark');
type Slot = PickleValue | typeof MARK;

/** The values that a pickle's instructions put on each other, and those that it has numbered. */
export class PickleStack {
  readonly #reader: PickleReader;
  readonly #budget: { containers: number };
  readonly #slots: Slot[] = [];
  readonly #memo = new Map<number, PickleValue>();

  /** @param budget how many containers are left, of MAX_CONTAINERS */
  constructor(reader: PickleReader, budget: { containers: number }) {
    this.#reader = reader;
    this.#budget = budget;
  }

  push(value: PickleValue): void {
    const isContainer =
      typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
    if (isContainer && this.#budget.containers-- <= 0) {
      throw this.#reader.refuse(`more than ${formatInteger(MAX_CONTAINERS)} objects`);
    }
    this.#slots.push(value);
  }

  mark(): void {
    this.#slots.push(MARK);
  }

  pop(): PickleValue {
    const value = this.#slots.pop();
    if (value === undefined || value === MARK) throw this.#reader.refuse('nothing to take');
    return value;
  }

  /** All values above the last mark. */
  popMarked(): PickleValue[] {
    const at = this.#slots.lastIndexOf(MARK);
    if (at === -1) throw this.#reader.refuse('no mark');
    return this.#slots.splice(at).slice(1) as PickleValue[];
  }

  popMany(count: number): PickleValue[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  /** The last value, which an instruction changes. */
  get top(): PickleValue {
    const value = this.#slots.at(-1);
    if (value === undefined || value === MARK) throw this.#reader.refuse('nothing to change');
    return value;
  }

  remember(index = this.#memo.size): void {
    this.#memo.set(index, this.top);
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.#reader.refuse(`the number ${index} of nothing`);
    this.#slots.push(value);
  }

  append(values: readonly PickleValue[]): void {
    const list = this.top;
    if (!Array.isArray(list)) throw this.#reader.refuse('values for no list');
    for (const value of values) (list as PickleValue[]).push(value);
  }

  setItems(items: readonly PickleValue[]): void {
    const { top } = this;
    if (isMade(top) && DICTIONARIES.has(top.by.name)) top.state = new Map();
    const target = isMade(top) ? top.state : top;
    if (!(target instanceof Map) || items.length % 2 === 1)
      throw this.#reader.refuse('items for no dictionary');
    for (let i = 0; i < items.length; i += 2) target.set(items[i]!, items[i + 1]!);
  }

  pushGlobal([module, name]: readonly PickleValue[]): void {
    if (typeof module !== 'string' || typeof name !== 'string')
      throw this.#reader.refuse('a name that is no text');
    const global: Global = { kind: 'global', module, name };
    requireKnown(global, 'a pickle');
    this.push(global);
  }

  /** Puts down what a call would have made. */
  pushMade([by, args]: readonly PickleValue[]): void {
    if (!isGlobal(by) || !Array.isArray(args)) throw this.#reader.refuse('a call of no known name');
    this.push({ kind: 'made', by, args: args as PickleValue[], state: null });
  }

  /** @returns what got the state */
  setState(): Made {
    const state = this.pop();
    const made = this.top;
    if (!isMade(made)) throw this.#reader.refuse('attributes of no object');
    made.state = state;
    return made;
  }
}
