/** The feature of each error in a refusal, so that it can be shown beside the field. */
import type { FieldIssue } from '@lambda-forest/api';

export interface SortedErrors {
  /** Feature name to messages, in the order of the answer. */
  readonly byFeature: ReadonlyMap<string, readonly string[]>;
  /** Messages that belong to no feature. */
  readonly others: readonly string[];
}

/**
 * @param parent pointer of the features in the body, such as `/features` or `/instances/3`
 * @param names the features, in the order of a row
 */
export function sortErrors(
  errors: readonly FieldIssue[],
  parent: string,
  names: readonly string[],
): SortedErrors {
  const byFeature = new Map<string, string[]>();
  const others: string[] = [];
  for (const { pointer, message } of errors) {
    const feature = featureOf(pointer, parent, names);
    if (feature === undefined) others.push(message);
    else byFeature.set(feature, [...(byFeature.get(feature) ?? []), message]);
  }
  return { byFeature, others };
}

/** The feature that a JSON Pointer names, by name or by index; undefined for any other pointer. */
function featureOf(pointer: string, parent: string, names: readonly string[]): string | undefined {
  if (!pointer.startsWith(`${parent}/`)) return undefined;
  const key = pointer
    .slice(parent.length + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  if (names.includes(key)) return key;
  return /^\d+$/.test(key) ? names[Number(key)] : undefined;
}
