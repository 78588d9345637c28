/** A piece of an OpenAPI document: JSON. */
export type Json = Scalar | readonly Json[] | { readonly [key: string]: Json };
type Scalar = null | boolean | number | string;

/** A JSON Schema. */
export type JsonSchema = Readonly<Record<string, Json>>;

export const NUMBER: JsonSchema = { type: 'number' };
export const TEXT: JsonSchema = { type: 'string' };
export const OBJECT: JsonSchema = { type: 'object' };

export function arrayOf(items: JsonSchema, more: JsonSchema = {}): JsonSchema {
  return { type: 'array', items, ...more };
}

/** A list of these, one after the other, and no more. */
export function tupleOf(items: readonly JsonSchema[]): JsonSchema {
  return { type: 'array', prefixItems: items, ...ofLength(items.length) };
}

/** Of a list: as many items, no fewer and no more. */
export function ofLength(length: number): JsonSchema {
  return { minItems: length, maxItems: length };
}

/** One of these values: generators of clients want values of one type, and its name. */
export function enumOf(values: readonly (boolean | number | string)[]): JsonSchema {
  const types = [...new Set(values.map((value) => typeof value))];
  const [first, ...more] = types.map((type): JsonSchema => ({
    type,
    enum: values.filter((value) => typeof value === type),
  }));
  if (first === undefined) return { not: {} };
  return more.length > 0 ? { anyOf: [first, ...more] } : first;
}

/** A value as a cell of CSV. */
export function csvCell(value: boolean | number | string): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** This value and no other. */
export function only(value: boolean | number | string): JsonSchema {
  return { type: Number.isInteger(value) ? 'integer' : typeof value, const: value };
}

/** An object with these members and no others; those after `optional` may be left out. */
export function objectOf(
  required: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}

type OptionalKey<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? Key : never }[keyof T];

/** Schemas of the members that `T` must have. */
export type Members<T> = Readonly<Record<Exclude<keyof T, OptionalKey<T>> & string, JsonSchema>>;

/** Schemas of the members that `T` may have. */
export type OptionalMembers<T> = Readonly<Record<OptionalKey<T> & string, JsonSchema>>;

/** The same with the members of a type: the compiler refuses one that is missing, too many, or optional in one only. */
export function formOf<T>(
  required: Members<T>,
  ...optional: OptionalKey<T> extends never ? [] : [OptionalMembers<T>]
): JsonSchema {
  return objectOf(required, ...optional);
}

export function ref(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}
