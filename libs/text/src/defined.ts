/** `T` with every property that may be undefined made optional, and never undefined where it is present. */
export type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * A copy without the properties that are undefined, in the same order: what `exactOptionalPropertyTypes` wants
 * where an optional property is set from a value that may be undefined.
 *
 * ```ts
 * const answer: { id?: string; rows: number } = defined({ id: request.id, rows });
 * ```
 */
export function defined<T extends object>(properties: T): Defined<T> {
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
