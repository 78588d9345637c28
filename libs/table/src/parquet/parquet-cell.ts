import { count } from '@lambda-forest/text';
import { Buffer } from 'node:buffer';

import { isInexact, parseExactJson, readDecimal } from '@lambda-forest/schema';
import type { SchemaElement } from 'hyparquet';

import { MAX_ROW_BYTES } from '../limits.ts';

/** What is wrong with a value that has parts. */
export const NESTED = 'found a nested value, expected a number, text, boolean, timestamp or null';

/** A cell that holds what no column can. */
export class OddValue {
  /** What was found, and what was expected. */
  readonly problem: string;

  constructor(problem: string) {
    this.problem = problem;
  }
}

/**
 * Its types count: numbers are numbers, texts are texts, timestamps are texts in ISO 8601, null is missing. A time of day
 * is its milliseconds, whichever unit it is written in. A whole number that float64 does not hold is the text of its
 * digits, as it is in other formats.
 */
export type ParquetCell = number | string | null | OddValue;

const MS_PER_DAY = 86_400_000;
/** 1970-01-01, counted in days from noon of 4713 BC, as INT96 does. */
const JULIAN_EPOCH = 2_440_588n;
const PER_MS = { MILLIS: 1n, MICROS: 1_000n, NANOS: 1_000_000n } as const;
/** The years 0000 to 9999, which ISO 8601 writes with four digits. */
const FIRST_MOMENT = Date.parse('0000-01-01T00:00:00Z');
const LAST_MOMENT = Date.UTC(10_000, 0) - 1;
/** More digits than any system has in a decimal. */
const MAX_DECIMAL_BYTES = 128;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What turns a column's stored values, none of them null, into cells. */
export function cellReader(element: SchemaElement): (raw: unknown) => ParquetCell {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (type === 'INT96') return (raw) => ofInt96(raw as bigint);
  if (logical?.type === 'TIMESTAMP') {
    const perMs = PER_MS[logical.unit];
    return (raw) => ofMoment(Number(floor(raw as bigint, perMs)));
  }
  if (logical?.type === 'TIME') {
    const perMs = Number(PER_MS[logical.unit]);
    return (raw) => Number(raw) / perMs;
  }
  if (logical?.type === 'INTEGER' && !logical.isSigned) return (raw) => ofUnsigned(raw);
  switch (logical?.type ?? converted) {
    case 'DECIMAL': {
      const scale = (logical?.type === 'DECIMAL' ? logical.scale : element.scale) ?? 0;
      return (raw) => ofDecimal(raw, scale);
    }
    case 'DATE':
      return (raw) => ofMoment(Number(raw) * MS_PER_DAY);
    case 'TIME_MICROS':
      return (raw) => Number(raw) / Number(PER_MS.MICROS);
    case 'TIMESTAMP_MILLIS':
      return (raw) => ofMoment(Number(raw));
    case 'TIMESTAMP_MICROS':
      return (raw) => ofMoment(Number(floor(raw as bigint, PER_MS.MICROS)));
    case 'UINT_32':
    case 'UINT_64':
      return (raw) => ofUnsigned(raw);
    case 'FLOAT16':
      return (raw) => ofNumber(float16(raw as Uint8Array));
    case 'UUID':
      return (raw) => ofUuid(raw as Uint8Array);
    case 'JSON':
      return (raw) => ofJson(raw as Uint8Array);
    case 'INTERVAL':
      return () => new OddValue('found an interval of time, expected a number, text or timestamp');
    default:
      return type === 'FIXED_LEN_BYTE_ARRAY' ? ofFixed : ofPlain;
  }
}

function ofPlain(raw: unknown): ParquetCell {
  if (typeof raw === 'number') return ofNumber(raw);
  if (typeof raw === 'bigint') return ofWhole(raw);
  if (typeof raw === 'boolean') return String(raw);
  return raw instanceof Uint8Array ? ofBytes(raw) : new OddValue(NESTED);
}

function ofNumber(value: number): ParquetCell {
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value)
    ? value
    : new OddValue('found an infinite number, expected a finite one');
}

function ofWhole(whole: bigint): ParquetCell {
  const number = Number(whole);
  const digits = String(whole);
  return !Number.isFinite(number) || isInexact(digits, number) ? digits : number;
}

function ofUnsigned(raw: unknown): ParquetCell {
  return typeof raw === 'bigint' ? ofWhole(BigInt.asUintN(64, raw)) : Number(raw) >>> 0;
}

/** The number nearest to `unscaled / 10 ** scale`, as if it had been read from its digits. */
function ofDecimal(raw: unknown, scale: number): ParquetCell {
  if (raw instanceof Uint8Array && raw.length > MAX_DECIMAL_BYTES) {
    return new OddValue(`found a decimal of ${count(raw.length, 'byte')}, expected at most 128`);
  }
  const unscaled = raw instanceof Uint8Array ? bigEndian(raw) : BigInt(raw as number | bigint);
  const text = `${unscaled}e${-scale}`;
  const number = readDecimal(text);
  if (number === undefined || Number.isSafeInteger(Math.trunc(number))) return number ?? text;
  const divisor = 10n ** BigInt(scale);
  return unscaled % divisor === 0n ? ofWhole(unscaled / divisor) : number;
}

function bigEndian(bytes: Uint8Array): bigint {
  const hex = Buffer.from(bytes).toString('hex');
  return BigInt.asIntN(8 * bytes.length, BigInt(`0x${hex || '0'}`));
}

function ofInt96(raw: bigint): ParquetCell {
  const days = (raw >> 64n) - JULIAN_EPOCH;
  const nanoseconds = BigInt.asUintN(64, raw);
  return ofMoment(Number(days) * MS_PER_DAY + Number(floor(nanoseconds, PER_MS.NANOS)));
}

/** Rounded towards the past, before 1970 too. */
function floor(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return quotient * divisor > value ? quotient - 1n : quotient;
}

function ofMoment(ms: number): ParquetCell {
  if (ms >= FIRST_MOMENT && ms <= LAST_MOMENT) return new Date(ms).toISOString();
  return new OddValue('found a timestamp out of range, expected one of the years 0000 to 9999');
}

function ofBytes(bytes: Uint8Array): ParquetCell {
  if (bytes.length > MAX_ROW_BYTES)
    return new OddValue('found a text of more than 2 MiB, expected less');
  try {
    return utf8.decode(bytes);
  } catch {
    return new OddValue('found bytes that are not UTF-8, expected a text');
  }
}

/** Bytes of one length that are not said to be a text may be a number, whose bytes are UTF-8 by chance. */
function ofFixed(raw: unknown): ParquetCell {
  const isText = !(raw instanceof Uint8Array && raw.includes(0));
  return isText ? ofPlain(raw) : new OddValue('found a NUL byte, expected a text');
}

function ofJson(bytes: Uint8Array): ParquetCell {
  const text = ofBytes(bytes);
  if (typeof text !== 'string') return text;
  try {
    const value = parseExactJson(text);
    if (value === null || typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return ofPlain(value);
    return new OddValue(NESTED);
  } catch {
    return new OddValue('found text that is not JSON, expected JSON as the column says');
  }
}

function ofUuid(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** IEEE 754's binary16, little-endian. */
function float16(bytes: Uint8Array): number {
  const bits = bytes[0]! | (bytes[1]! << 8);
  const sign = bits >>> 15 === 1 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = (bits & 1_023) / 1_024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}
