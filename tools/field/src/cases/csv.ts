import type { FieldCase } from '../field-case.ts';

/** CSV: where cells start and end, and what they mean. */
export const CSV_CASES: readonly FieldCase[] = (
  [
    {
      id: 'A1',
      script: 'lambda-forest inspect --data=marker-number-600.csv --missing-values=-999',
      says: [/temp +numeric +119 +0\.1 to 59\.9/],
    },
    {
      id: 'A1',
      script: 'lambda-forest inspect --data=marker-number-6000.csv.gz --missing-values=-999',
      says: [/temp +numeric +1199 +0\.1 to 599\.9/],
    },
    {
      id: 'A1',
      script: 'lambda-forest train --data=marker-target-6000.csv.gz --missing-values=-999 $Q',
      exit: 3,
      says: [/line 6 and 1,198 more rows, column "q": found no value/],
    },
    {
      id: 'A2',
      script: `lambda-forest train --data=marker-predict.csv --missing-values=-999 $Q >$OUT/log
        printf 'temp,other,y\\n-999,3,m\\n,3,m\\n-30,3,neg\\n' >$OUT/new.csv
        lambda-forest predict --model=$OUT/model --data=$OUT/new.csv --probabilities=false`,
      says: [/^prediction,class_name,error\n0,m,\n0,m,\n1,neg,\n$/],
    },
    {
      id: 'A6',
      script: 'lambda-forest inspect --data=thousands-points.csv',
      says: [/einwohner .*--thousands/],
      never: [/einwohner +numeric/],
    },
    {
      id: 'A6',
      script: 'lambda-forest inspect --data=thousands-points.csv --thousands=.',
      says: [/einwohner +numeric +0 +285 to 39380/],
    },
    {
      id: 'A6',
      script: 'lambda-forest inspect --data=thousands-points-decimal-commas.csv',
      says: [/einwohner +numeric +0 +1512 to 39700/, /flaeche +numeric/],
    },
    {
      id: 'A10',
      script: 'lambda-forest inspect --data=delimiter-tie.csv',
      says: [/separated by ";", decimal comma/, /Length, cm +numeric/, /Target +Class/],
    },
    {
      id: 'A15',
      script: `{ echo code,x,y; for i in $(seq 60); do echo "$((i % 13))E$((i % 7)),$((i % 5)),$((i % 2))a"; done; } >$OUT/codes.csv
        lambda-forest inspect --data=$OUT/codes.csv`,
      says: [/code: numbers such as "\d+E\d" are powers of ten/],
    },
    {
      id: 'C5',
      script: `for i in $(seq 60); do echo "$((i * 7 % 41)),Private,$((i * 91)),<=50K"; echo "$((i % 50)),State-gov,$((i * 17)),>50K"; done >$OUT/rows.csv
        lambda-forest inspect --data=$OUT/rows.csv; lambda-forest train --data=$OUT/rows.csv $Q`,
      says: [/the first line may be a row[^]*the first line may be a row/],
    },
    {
      id: 'B1',
      script: 'lambda-forest inspect --data=inspect-crash-one-feature.csv',
      exit: 3,
      says: [/nothing to learn from/, /oops/],
    },
    {
      id: 'B1',
      script: 'lambda-forest inspect --data=inspect-crash-nameless-last.csv',
      exit: 3,
      says: [/line 32, column "tone": found no value/],
    },
    {
      id: 'C1',
      script: 'lambda-forest inspect --data=apostrophe-cells-above-256k.csv.gz',
      says: [/15,000 rows/, /'s-Hertogenbosch/],
    },
    {
      id: 'C2',
      script: 'lambda-forest inspect --data=one-point-column.csv',
      says: [/firmware +numeric/, /laenge +numeric/],
    },
    {
      id: 'C3',
      script: 'lambda-forest inspect --data=postgres-offset.csv',
      says: [/t +date-time/],
    },
    {
      id: 'C4',
      script: 'lambda-forest inspect --data=blank-before-quote.csv',
      says: [
        /Target +y \(classification\): a 30, b 30/,
        /size +numeric/,
        /shape +categorical +0 +x 30/,
      ],
    },
    {
      id: 'C6',
      script: 'lambda-forest inspect --data=bank-german.csv',
      says: [/Target +amount \(regression\): -20000 to/],
    },
    {
      id: 'C11',
      script: 'lambda-forest inspect --data=title-line-with-comma.csv',
      exit: 3,
      says: [/line 2 and 40 more rows: found 3 cells, expected 2/, /--skip-rows=1/],
    },
    {
      id: 'C11',
      script: 'lambda-forest inspect --data=title-line-with-comma.csv --skip-rows=1',
      says: [/Target +y/],
    },
    {
      id: 'zero-width blank',
      script: 'lambda-forest inspect --data=zero-width-blank.csv',
      says: [/v +left out .*U\+200B/],
    },
  ] as const
).map((one) => ({ folder: 'offline', ...one }));
