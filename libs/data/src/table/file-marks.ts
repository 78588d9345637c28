import { isSameFormat } from '@lambda-forest/schema';
import type { CellFormat } from '@lambda-forest/schema';
import { numberFormats } from '@lambda-forest/table';
import type { Dialect } from '@lambda-forest/table';
import { indexByName } from '@lambda-forest/text';

/** What the first cells of a file of CSV say of how its numbers are written. */
export interface FileMarks extends Pick<Dialect, 'numbers' | 'delimiter' | 'isWhole'> {
  /** Of its columns, in the order of `numbers`. */
  readonly names: readonly string[];
}

/**
 * Whether a file would have been read in a format, if training or a file before it had it.
 *
 * @param known how other columns were written there, as far as it is known
 */
export type FormatTest = (
  name: string,
  format: CellFormat,
  known: (name: string) => CellFormat | undefined,
) => boolean;

/** Whether cells of a column are numbers whose marks are beyond doubt, or a person said what they are. */
export function decidesFormat({ names, numbers }: FileMarks): (name: string) => boolean {
  if (numbers === undefined) return () => true;
  const decided = new Set(names.filter((_, i) => numbers[i]?.decimal !== undefined));
  return (name) => decided.has(name);
}

/** @param marks undefined for a file that is not CSV, whose numbers need no marks and have been read */
export function formatTest(marks: FileMarks | undefined): FormatTest {
  if (marks === undefined) return () => false;
  const { names } = marks;
  const places = indexByName(names);
  return (name, format, known) => {
    const place = places.get(name);
    const trained = (i: number) => (i === place ? format : known(names[i]!));
    return place !== undefined && isSameFormat(numberFormats(marks, trained)(place), format);
  };
}
