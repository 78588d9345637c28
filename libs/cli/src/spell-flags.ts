import { spellOptions } from '@lambda-forest/text';

/** A library's text with its options (`option` of `@lambda-forest/text`) as a command line writes them. */
export function spellFlags(text: string): string {
  return spellOptions(text, (name) => `--${name}`);
}
