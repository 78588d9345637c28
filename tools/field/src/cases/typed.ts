import type { FieldCase } from '../field-case.ts';

/** Parquet, JSON Lines and packed files: what the file itself says of its values. */
export const TYPED_CASES: readonly FieldCase[] = (
  [
    {
      id: 'A7',
      script:
        'lambda-forest inspect --data=decimal-values.parquet --target=rate --task=classification',
      says: [/Target +rate \(classification\): .*\b0\.7 \d/],
      never: [/0\.7000|2429\.2400/],
    },
    {
      id: 'A7',
      script: 'lambda-forest inspect --data=decimal-38-0-codes.parquet',
      says: [/code +categorical +0 +9007199254740992 30, 9007199254740993 30/],
    },
    {
      id: 'A9',
      script: 'lambda-forest inspect --data=pandas-index.parquet',
      says: [/Target +y /, /__index_level_0__ +left out +an index of pandas/],
    },
    {
      id: 'A13',
      script: 'lambda-forest inspect --data=binary-not-utf8.parquet',
      exit: 3,
      says: [/line 1.*column "k": found bytes that are not UTF-8/],
    },
    ...['inspect', 'train --name=t $Q'].map((command) => ({
      id: 'B2',
      script: `lambda-forest ${command} --data=timestamp-infinity.parquet`,
      exit: 3,
      says: [/line 2.*column "t": found a timestamp out of range/],
    })),
    {
      id: 'C10',
      script: 'lambda-forest inspect --data=datapage_v2_empty_datapage.snappy.parquet',
      exit: 3,
      says: [/found no other column to learn from/],
    },
    {
      id: 'C10',
      script: 'lambda-forest inspect --data=names-twice.parquet',
      exit: 3,
      says: [/found the name "x" for columns 1 and 2/],
    },
  ] as const
).map((one) => ({ folder: 'offline', ...one }));
