/** What a pickle holds, as data: nothing in it is ever called. */

/** A class or function by its name. */
export interface Global {
  readonly kind: 'global';
  readonly module: string;
  readonly name: string;
}

/** What calling a class or function would have made. */
export interface Made {
  readonly kind: 'made';
  readonly by: Global;
  readonly args: readonly PickleValue[];
  /** What was to be set on it: mostly its attributes. */
  state: PickleValue;
}

/** An array that joblib wrote beside the pickle. */
export interface RawArray {
  readonly kind: 'raw-array';
  readonly wrapper: ReadonlyMap<PickleValue, PickleValue>;
  readonly bytes: Uint8Array;
}

export function made(
  module: string,
  name: string,
  args: readonly PickleValue[],
  state: PickleValue,
): Made {
  return { kind: 'made', by: { kind: 'global', module, name }, args, state };
}

export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly PickleValue[]
  | ReadonlyMap<PickleValue, PickleValue>
  | Global
  | Made
  | RawArray;

export function isGlobal(value: PickleValue | undefined): value is Global {
  return isKind(value, 'global');
}

export function isMade(value: PickleValue | undefined): value is Made {
  return isKind(value, 'made');
}

export function isRawArray(value: PickleValue | undefined): value is RawArray {
  return isKind(value, 'raw-array');
}

export function isList(value: PickleValue | undefined): value is readonly PickleValue[] {
  return Array.isArray(value);
}

export function isDictionary(
  value: PickleValue | undefined,
): value is ReadonlyMap<PickleValue, PickleValue> {
  return value instanceof Map;
}

function isKind(value: PickleValue | undefined, kind: string): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

/** `numpy.ndarray` and the like. */
export function nameOf({ module, name }: Global): string {
  return `${module}.${name}`;
}
