import { formatInteger } from './format-number.ts';

/**
 * Names in a sentence: `a, b, c and 1,234 more`.
 *
 * @param names as they are to be shown: quoted, shortened
 * @param most how many are shown, 12 by default
 */
export function enumerate(names: readonly string[], most = 12): string {
  const shown = names.slice(0, most).join(', ');
  const rest = names.length - most;
  return rest > 0 ? `${shown} and ${formatInteger(rest)} more` : shown;
}
