/**
 * Universal Binary JSON (https://ubjson.org, draft 12) as XGBoost writes it: big-endian, strings and keys with a
 * length before them, arrays with a count and mostly one type.
 */
import { quote } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import { utf8Of } from './utf8.ts';

/** Objects and arrays inside each other. */
const MAX_DEPTH = 64;

/** Bytes of a number by its marker, and how it is read. */
const NUMBERS: Readonly<Record<string, readonly [number, (view: DataView, at: number) => number]>> =
  {
    i: [1, (view, at) => view.getInt8(at)],
    U: [1, (view, at) => view.getUint8(at)],
    I: [2, (view, at) => view.getInt16(at)],
    l: [4, (view, at) => view.getInt32(at)],
    L: [8, (view, at) => exact(view.getBigInt64(at))],
    d: [4, (view, at) => view.getFloat32(at)],
    D: [8, (view, at) => view.getFloat64(at)],
  };

/** @throws {ForeignModelError} for bytes that are cut off, unknown or lie about a length */
export function parseUbjson(bytes: Uint8Array): unknown {
  const reader = new UbjsonReader(bytes);
  const value = reader.value(0);
  reader.end();
  return value;
}

class UbjsonReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw this.#refuse('bytes after the end');
  }

  value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw this.#refuse(`more than ${MAX_DEPTH} levels`);
    const marker = this.#marker();
    switch (marker) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case 'S':
      case 'H':
        return this.#text();
      case 'C':
        return String.fromCharCode(this.#byte());
      case 'T':
        return true;
      case 'F':
        return false;
      case 'Z':
        return null;
      default:
        return this.#number(marker);
    }
  }

  #object(depth: number): unknown {
    const entries: [string, unknown][] = [];
    while (!this.#take('}')) entries.push([this.#text(), this.value(depth + 1)]);
    return Object.fromEntries(entries); // a member, whatever its name
  }

  #array(depth: number): unknown[] {
    if (this.#take('$')) return this.#typed();
    const values: unknown[] = [];
    if (this.#take('#')) {
      for (let left = this.#count(1); left > 0; left--) values.push(this.value(depth + 1));
    } else {
      while (!this.#take(']')) values.push(this.value(depth + 1));
    }
    return values;
  }

  #typed(): number[] {
    const marker = this.#marker();
    const [size, read] = this.#kind(marker);
    if (!this.#take('#')) throw this.#refuse('an array without its count');
    const length = this.#count(size);
    const start = this.#at;
    this.#at += length * size;
    return Array.from({ length }, (_, i) => read(this.#view, start + i * size));
  }

  #text(): string {
    const length = this.#count(1);
    const text = utf8Of(this.#bytes.subarray(this.#at, this.#at + length), 'a UBJ file');
    this.#at += length;
    return text;
  }

  /** A count of things that take at least `size` bytes each, and so are no more than the bytes that are left. */
  #count(size: number): number {
    const count = this.#number(this.#marker());
    if (!Number.isInteger(count) || count < 0 || count * size > this.#bytes.length - this.#at) {
      throw this.#refuse(`a length of ${count}`);
    }
    return count;
  }

  #number(marker: string): number {
    const [size, read] = this.#kind(marker);
    if (this.#at + size > this.#bytes.length) throw this.#refuse('its end');
    const number = read(this.#view, this.#at);
    this.#at += size;
    return number;
  }

  #kind(marker: string) {
    const kind = Object.hasOwn(NUMBERS, marker) ? NUMBERS[marker] : undefined;
    if (kind === undefined) throw this.#refuse(`the marker ${quote(marker)}`);
    return kind;
  }

  #take(marker: string): boolean {
    const isNext = this.#bytes[this.#at] === marker.charCodeAt(0);
    if (isNext) this.#at++;
    return isNext;
  }

  #marker(): string {
    let byte = this.#byte();
    while (byte === 0x4e) byte = this.#byte(); // N: nothing
    return String.fromCharCode(byte);
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw this.#refuse('its end');
    return byte;
  }

  #refuse(found: string) {
    return damaged(
      `Found ${found} at byte ${this.#at} of a UBJ file, expected what XGBoost writes.`,
    );
  }
}

function exact(number: bigint): number {
  const value = Number(number);
  if (!Number.isSafeInteger(value))
    throw damaged(`Found the whole number ${number} in a UBJ file, expected one below 2^53.`);
  return value;
}

/** The marker of a key's length tells UBJ from JSON, where a quote or blanks follow the brace. */
export function isUbjson(start: string): boolean {
  return /^\{[iUIlL]/.test(start);
}
