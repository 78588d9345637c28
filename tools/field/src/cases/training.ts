import type { FieldCase } from '../field-case.ts';

/** Folds, metrics, targets and weights, and what a model's commands say of other tables. */
export const TRAINING_CASES: readonly FieldCase[] = (
  [
    {
      id: 'A5',
      script: 'lambda-forest train --data=time-ties.csv --time-column=day --max-features=all $Q',
      exit: 3,
      says: [/found 4 moments in 400 rows, expected at least 6/, /--folds/],
    },
    {
      id: 'A5',
      script:
        'lambda-forest train --data=time-ties.csv --time-column=day --max-features=all --folds=3 $Q',
      says: [/Cross-validation scores: \[0\.0000, 0\.0000, 1\.0000\]/],
    },
    {
      id: 'A11',
      script: 'lambda-forest train --data=loo.csv --folds=32 $Q',
      says: [/Mean cross-validation R2: not defined \(32 of 32 folds have one row/],
      never: [/deviation 0\.0000/],
    },
    {
      id: 'A11',
      script: 'lambda-forest train --data=loo.csv --folds=32 --search=random --search-trials=2 $Q',
      exit: 3,
      says: [/no defined score of fold 1, which has 1 row/, /--folds/],
    },
    {
      id: 'A12',
      script: 'lambda-forest train --data=constant-target.csv $Q',
      exit: 3,
      says: [/column "q": found only the value "5\.5" in 60 rows/],
    },
    {
      id: 'B3',
      script: 'lambda-forest train --data=weights-huge.csv --sample-weight=w $Q',
      exit: 3,
      says: [/column "w".*weight "1e308", expected a number from 1e-100 to 1e\+100/s],
    },
    {
      id: 'C12',
      script: `lambda-forest train --data=class-1-train.csv $Q >$OUT/log
        lambda-forest evaluate --model=$OUT/model --data=class-1.0-for-1.csv`,
      exit: 0,
      says: [/measured on 40/, /^ +1 +0\.\d\d +1\.00 +0\.\d\d +17$/m],
    },
    {
      id: 'C12',
      script: 'lambda-forest inspect --data=nfc-nfd.csv',
      says: [/differ invisibly \(in the form of their Unicode\)/],
    },
    {
      id: 'C12',
      script: 'lambda-forest train --data=class-with-newline.csv $Q',
      says: [/^two\\u\{a\}lines {7}1\.00/m],
      never: [/^ *two$/m],
    },
    {
      id: 'C12',
      script: `printf 'x,y\\n1,a\\n2,b\\n3,a\\n4,b\\n5,a\\n6,b\\n7,c\\n' >$OUT/rare.csv
        lambda-forest train --data=$OUT/rare.csv --folds=2 $Q`,
      says: [/the training rows have 1 of "c", fewer than the 2 folds/],
    },
    {
      id: 'C12',
      script: `printf 'x,y\\n1,a\\n2,b\\n3,a\\n4,b\\n5,a\\n6,c\\n7,a\\n8,c\\n9,d\\n10,d\\n11,e\\n12,e\\n' >$OUT/rare.csv
        lambda-forest train --data=$OUT/rare.csv --folds=3 $Q`,
      exit: 3,
      says: [/--split=random/],
    },
    {
      id: 'C12',
      script: `printf 'x,y\\n1,-1.5\\n2,2.5\\n3,-3.5\\n4,4.5\\n5,-5.5\\n6,6.5\\n7,7.5\\n' >$OUT/below.csv
        lambda-forest train --data=$OUT/below.csv --criterion=poisson --folds=2 $Q`,
      exit: 3,
      says: [/line \d+: found the target -\d\.5, expected none below 0/],
    },
  ] as const
).map((one) => ({ folder: 'offline', ...one }));
