import { quote } from '@lambda-forest/text';

import { afterLines } from '../csv/skip-rows.ts';
import { sniffDialect } from '../csv/sniff-dialect.ts';
import type { Dialect, DialectChoice } from '../csv/dialect.ts';
import { sniffEncoding } from '../encoding/sniff-encoding.ts';
import { bareText } from '../encoding/marked-encoding.ts';
import type { EncodingName } from '../encoding/marked-encoding.ts';
import { findForeignText, isJsonLines } from './find-foreign-text.ts';
import type { Foreign } from './foreign.ts';

/** The user's choices for a text; the rest is detected. */
export interface TextChoice extends DialectChoice {
  /** Default: JSON Lines where the text starts with a `{`, else CSV. */
  readonly format?: 'csv' | 'jsonl' | undefined;
  /** A label that `TextDecoder` knows. */
  readonly encoding?: string | undefined;
}

/** What the first bytes of a text say about it. */
export type TextKind = {
  readonly encoding: EncodingName;
  /** The encoding as it is shown. Default: its name. */
  readonly shownEncoding?: string;
} & (
  | { readonly format: 'csv'; readonly dialect: Dialect }
  | { readonly format: 'jsonl' }
  /** It is no table, or not as it was said to be. */
  | { readonly format: 'foreign'; readonly document: Foreign }
);

/**
 * @param sample SAMPLE_BYTES, or all of the text
 * @param isWhole whether the sample is all of it
 */
export function sniffText(
  sample: Uint8Array,
  isWhole: boolean,
  { format, encoding: asked, ...choice }: TextChoice = {},
): TextKind {
  const encoding = asked ?? sniffEncoding(sample, isWhole);
  const text = bareText(new TextDecoder(encoding).decode(sample));
  const document = findForeignText(text, format, choice);
  if (document !== undefined) return { encoding, format: 'foreign', document };
  const shown = asked === undefined ? describeGuess(encoding, text) : {};
  const isJson = format === undefined ? isJsonLines(text) : format === 'jsonl';
  if (isJson) return { encoding, ...shown, format: 'jsonl' };
  const { skipRows, skipRowsAfterHeader } = choice;
  const dialect = sniffDialect(afterLines(text, skipRows ?? 0), isWhole, choice);
  return {
    encoding,
    ...shown,
    format: 'csv',
    dialect: { ...dialect, skipRows, skipRowsAfterHeader },
  };
}

/** A word by which a person sees whether the encoding is right, which other ones of one byte a letter may be too. */
function describeGuess(encoding: EncodingName, text: string): Pick<TextKind, 'shownEncoding'> {
  if (encoding !== 'windows-1252') return {};
  const [example] = /[^\s,;|"']{0,20}[^\p{ASCII}][^\s,;|"']{0,20}/u.exec(text) ?? [];
  return example === undefined ? {} : { shownEncoding: `${encoding} as in ${quote(example)}` };
}
