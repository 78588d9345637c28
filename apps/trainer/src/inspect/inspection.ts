import type { ReadDataset, Suspicion, Table } from '@lambda-forest/data';

/** What was found out about a table. */
export interface Inspection extends ReadDataset {
  readonly table: Table;
  readonly suspicions: readonly Suspicion[];
  readonly missingMarkers: readonly string[] | undefined;
}
