import { quote } from '@lambda-forest/text';

import type { DataValidationError } from '../errors.ts';
import { singleIssue } from '../issues/issue-list.ts';
import { afterLines } from '../csv/skip-rows.ts';
import { sniffDialect } from '../csv/sniff-dialect.ts';
import type { Dialect, DialectChoice } from '../csv/dialect.ts';
import { sniffEncoding } from '../encoding/sniff-encoding.ts';
import { bareText } from '../encoding/marked-encoding.ts';
import type { EncodingName } from '../encoding/marked-encoding.ts';
import { RECORD_SEPARATOR } from '../json-lines/json-lines-scanner.ts';
import { jsonDocument } from './json-document.ts';
import type { JsonDocument } from './json-document.ts';

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
  /** It cannot be read line by line. */
  | { readonly format: 'json'; readonly document: JsonDocument }
);

/** Or a JSON text sequence, which is read as if it was that. */
const JSON_LINES = new RegExp(String.raw`^[\s${RECORD_SEPARATOR}]*\{`);

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
  const document = format === undefined ? jsonDocument(text) : undefined;
  if (document !== undefined) return { encoding, format: 'json', document };
  const shown = asked === undefined ? describeGuess(encoding, text) : {};
  const isJson = format === undefined ? JSON_LINES.test(text) : format === 'jsonl';
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
  const [example] = /[^\s,;|"']{0,20}[^\p{ASCII}][^\s,;|"']{0,20}/u.exec(text) ?? [];
  if (encoding !== 'windows-1252' || example === undefined) return {};
  return { shownEncoding: `${encoding} as in ${quote(example)}` };
}

export function refuseJson(source: string, { found, remedy }: JsonDocument): DataValidationError {
  const message = `found ${found}, expected JSON Lines: an object on each line`;
  return singleIssue(source, { message }, remedy);
}
