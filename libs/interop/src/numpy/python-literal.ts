/** A literal of Python, as headers of .npy files have: texts, whole numbers, True, False, None, tuples, lists and dictionaries. */
import { damaged } from '../errors.ts';
import type { PickleValue } from '../pickle/values.ts';

/** Brackets in each other. */
const MAX_DEPTH = 8;

const TOKEN =
  /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d+)L?|(True|False|None)|([()[\]{},:]))/y;

const WORDS: Readonly<Record<string, PickleValue>> = { True: true, False: false, None: null };
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** @throws {ForeignModelError} */
export function parsePythonLiteral(text: string): PickleValue {
  const reader = new LiteralReader(text);
  const value = reader.value(0);
  reader.requireEnd();
  return value;
}

class LiteralReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): PickleValue {
    const [, single, double, number, word, mark = ''] = this.#take();
    if (single !== undefined || double !== undefined) return unescaped(single ?? double!);
    if (number !== undefined) return Number(number);
    if (word !== undefined) return WORDS[word]!;
    const end = CLOSING[mark];
    if (end === undefined || depth === MAX_DEPTH) throw this.#refuse();
    return mark === '{' ? this.#dictionary(end, depth + 1) : this.#list(end, depth + 1);
  }

  requireEnd(): void {
    if (this.#text.slice(this.#at).trim() !== '') throw this.#refuse();
  }

  #list(end: string, depth: number): PickleValue[] {
    const values: PickleValue[] = [];
    while (!this.#skip(end)) {
      values.push(this.value(depth));
      if (!this.#skip(',') && !this.#isNext(end)) throw this.#refuse();
    }
    return values;
  }

  #dictionary(end: string, depth: number): ReadonlyMap<PickleValue, PickleValue> {
    const values = new Map<PickleValue, PickleValue>();
    while (!this.#skip(end)) {
      const key = this.value(depth);
      if (!this.#skip(':')) throw this.#refuse();
      values.set(key, this.value(depth));
      if (!this.#skip(',') && !this.#isNext(end)) throw this.#refuse();
    }
    return values;
  }

  #isNext(mark: string): boolean {
    return this.#text.slice(this.#at).trimStart().startsWith(mark);
  }

  #skip(mark: string): boolean {
    if (!this.#isNext(mark)) return false;
    this.#take();
    return true;
  }

  #take(): RegExpExecArray {
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text);
    if (found === null) throw this.#refuse();
    this.#at = TOKEN.lastIndex;
    return found;
  }

  #refuse() {
    return damaged(`Found no header of an array at character ${this.#at}, expected one of numpy.`);
  }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
