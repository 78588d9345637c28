import { spellFlags } from '@lambda-forest/cli';
import type { ReadDataset } from '@lambda-forest/data';

/** The reasons for left-out columns with options as the command line writes them. */
export function spellColumns(read: ReadDataset): ReadDataset {
  const columns = read.columns.map((report) =>
    report.why === undefined ? report : { ...report, why: spellFlags(report.why) },
  );
  return { ...read, columns };
}
