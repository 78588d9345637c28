import type { FieldCase } from '../field-case.ts';

/** Parquet, JSON Lines and packed files: what the file itself says of its values. */
export const TYPED_CASES: readonly FieldCase[] = (
  [
    {
      id: 'A3',
      script: `lambda-forest inspect --data=two-frames.csv.zst
        lambda-forest inspect --data=- <two-frames.csv.zst`,
      says: [/two-frames.csv.zst: 200 rows/, /stdin: 200 rows/],
    },
    {
      id: 'A4',
      script: `lambda-forest train --data=boolean-01.csv --schema=boolean-01.schema.json --name=b $Q >$OUT/log
        lambda-forest evaluate --model=$OUT/model --data=boolean-01.csv
        lambda-forest predict --model=$OUT/model --data=boolean-01.csv`,
      says: [/accuracy: 1\.0000/, /1,yes,0,1,\n0,no,1,0,/],
    },
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
    ...['inspect', 'train --name=t $Q'].map((command) => ({
      id: 'A14',
      script: `lambda-forest ${command} --data=keys-twice.jsonl`,
      exit: 3,
      says: [/line 1\b.*: found the name "x" twice/],
    })),
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
      id: 'C7',
      script: 'lambda-forest inspect --data=python-nan.jsonl',
      exit: 3,
      says: [/line 5.*: found NaN, for which JSON has null/],
    },
    {
      id: 'C8',
      script: 'lambda-forest inspect --data=numbers-in-quotes.jsonl',
      exit: 3,
      says: [/60 different texts .*; numbers in quotes are texts: write them without/],
    },
    {
      id: 'C9',
      script: `for i in 1 2 3 4 5 6 7 8 9; do
          printf '{"k":%s,"y":"a"}\\n{"k":"maybe","y":"b"}\\n' true
        done >$OUT/words.jsonl
        lambda-forest train --data=$OUT/words.jsonl --name=w $Q >$OUT/log
        lambda-forest predict --model=$OUT/model --data=$OUT/words.jsonl | sort | uniq -c`,
      says: [/ 9 0,a,1,0,\n +9 1,b,0,1,\n/],
    },
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
