import { sniffDialect } from './dialect.ts';
import type { Dialect, DialectChoice } from './dialect.ts';
import { sniffEncoding } from './text-decoder.ts';
import type { EncodingName } from './text-decoder.ts';

/** What the first bytes of a text file say about it. */
export interface TextKind {
  readonly encoding: EncodingName;
  /** Of CSV; undefined for JSON. */
  readonly dialect: Dialect | undefined;
}

/**
 * Finds out what `TableReader` would, for those who read the rows themselves.
 *
 * @param sample the first 256 KiB, or all of the file
 * @param isWhole whether the sample is all of it
 */
export function sniffText(
  sample: Uint8Array,
  isWhole: boolean,
  choice: DialectChoice & { readonly encoding?: string | undefined } = {},
): TextKind {
  const encoding = choice.encoding ?? sniffEncoding(sample, isWhole);
  const text = new TextDecoder(encoding).decode(sample);
  const isJson = /^\s*[[{]/.test(text);
  return { encoding, dialect: isJson ? undefined : sniffDialect(text, isWhole, choice) };
}
