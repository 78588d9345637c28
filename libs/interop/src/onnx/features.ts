/** What the trees ask of the graph's inputs, as splits of a forest. */
import { largestBelow, largestFloat32Below } from '@lambda-forest/forest';
import type { Split } from '@lambda-forest/forest';
import { OTHER_LEVEL } from '@lambda-forest/schema';
import { quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { levelBudget } from '../foreign-model.ts';
import type { ForeignColumn, RequireLevels } from '../foreign-model.ts';
import { setBudget } from '../set-budget.ts';
import type { Column, LevelColumn, NumberColumn, Source } from './columns.ts';
import { passerOf } from './ensemble.ts';
import type { Ensemble, Test } from './ensemble.ts';
import { foldThreshold } from './fold-threshold.ts';
import type { Folded } from './fold-threshold.ts';

export interface Features {
  readonly columns: readonly ForeignColumn[];
  /** Whether all numbers are float32. */
  readonly roundsInputs: boolean;
  /** The split of a test, and whether those who pass go left. */
  readonly splitOf: (test: Test) => SplitOfTest;
}

interface SplitOfTest {
  readonly split: Split;
  readonly passLeft: boolean;
}

type Passer = ReturnType<typeof passerOf>;

/** @param asked what the trees see, by the number of a feature */
export function featuresOf(
  sources: readonly Source[],
  asked: readonly Column[],
  ensemble: Ensemble,
): Features {
  const tests = testsByFeature(asked.length, ensemble);
  const codes = levelBudget();
  const columns = asked.map((column, i) =>
    codesOf(column, tests[i]!, sources, ensemble.where, codes),
  );
  const texts = levelBudget();
  const lists = sources.map((_, i) =>
    columns.filter(
      (column): column is LevelColumn => column.kind === 'level' && column.source === i,
    ),
  );
  const strict = lists.map((all) => all.filter(({ isStrict }) => isStrict === true));
  const takesOthers = sources.map(({ type }, i) => type === 'text' && strict[i]!.length === 0);
  const levels = sources.map((source, i) => levelsOf(source, lists[i]!, takesOthers[i]!, texts));
  const numbers = columns.filter((column): column is NumberColumn => column.kind === 'number');
  const roundsInputs =
    numbers.length > 0 && numbers.every(({ source }) => sources[source]!.type === 'float');
  for (const { source } of numbers) {
    if (levels[source] !== undefined) throw mixed(sources[source]!.name, ensemble.where);
  }
  const indices = levels.map((list) => new Map(list?.map((level, i) => [level, i])));
  const sets = new Map<string, SplitOfTest>();
  const countSet = setBudget('Put rare categories together before training, or train fewer trees.');
  const folded = new Map<string, Folded>();
  const fold = (column: NumberColumn, test: Test, passes: Passer): Folded => {
    const isFloat = roundsInputs;
    const plain = column.isPlain && (isFloat || sources[column.source]!.type !== 'float');
    if (plain) return plainThreshold(test, isFloat);
    const key = [test.feature, test.mode, ...test.values].join();
    const known = folded.get(key);
    if (known !== undefined) return known;
    const found = foldThreshold((value) => passes(column.valueOf(value)), isFloat);
    folded.set(key, found);
    return found;
  };
  return {
    columns: sources.map(({ name, isNamed, type }, i): ForeignColumn => {
      const list = levels[i];
      if (list === undefined) {
        const isStrictNumber = numbers.some((column) => column.source === i && column.isStrict);
        return { kind: 'numeric', name, isNamed, takesMissing: isStrictNumber ? false : undefined };
      }
      const isCoded = type === 'float' || type === 'double';
      const isRefused = strict[i]!.some((column) => !column.levels.includes(''));
      return {
        ...{ kind: 'categorical', name, isNamed, levels: list, hasLevels: !isCoded },
        takesOthers: takesOthers[i]!,
        takesMissing: isRefused ? false : undefined,
      };
    }),
    roundsInputs,
    splitOf(test) {
      const column = columns[test.feature];
      if (column === undefined)
        throw damaged(
          `Found feature ${test.feature} in ${ensemble.where}, expected 0 to ${columns.length - 1}.`,
        );
      const passes = passerOf(test);
      if (column.kind === 'number') {
        const { threshold, lowPasses } = fold(column, test, passes);
        const missingLeft = passes(column.missing) === lowPasses;
        return { split: { feature: column.source, threshold, missingLeft }, passLeft: lowPasses };
      }
      if (column.kind === 'text') throw damaged(`Found a text as a feature of ${ensemble.where}.`);
      const { source, valueOf } = column;
      const list = levels[source]!;
      countSet(list.length + 1);
      const key = [test.feature, test.mode, test.missingPasses, ...test.values].join();
      const known = sets.get(key);
      if (known !== undefined) return known;
      const passing = list.filter((level) => passes(valueOf(level)));
      const left = passing.map((level) => indices[source]!.get(level)!);
      const unseenLeft = passes(valueOf(undefined));
      const hasOthers = takesOthers[source]!;
      if (hasOthers && unseenLeft) left.push(list.length);
      const levelCount = list.length + Number(hasOthers);
      const missingLeft = passes(valueOf(''));
      const split = { feature: source, levels: left, levelCount, missingLeft, unseenLeft };
      const found = { split, passLeft: true };
      sets.set(key, found);
      return found;
    },
  };
}

/** What every test asks, without a search. */
function plainThreshold({ mode, values }: Test, isFloat: boolean): Folded {
  const limit = values[0] ?? NaN;
  const isStrict = mode === 'LT' || mode === 'GTE';
  const lowPasses = mode === 'LEQ' || mode === 'LT';
  if (Number.isNaN(limit)) return { threshold: Infinity, lowPasses: false };
  if (!isStrict) return { threshold: limit, lowPasses };
  if (limit === -Infinity) return { threshold: Infinity, lowPasses: !lowPasses };
  return { threshold: isFloat ? float32Below(limit) : largestBelow(limit), lowPasses };
}

/** Of a float64, too: a graph may widen what it compares. */
function float32Below(limit: number): number {
  const float = Math.fround(limit);
  return float < limit ? float : largestFloat32Below(float);
}

function testsByFeature(features: number, { trees }: Ensemble): Test[][] {
  const tests = Array.from({ length: features }, (): Test[] => []);
  for (const tree of trees) {
    for (let i = 0; i < tree.count; i++) {
      const node = tree.nodeAt(i);
      if ('mode' in node && isEquality(node)) tests[node.feature]?.push(node);
    }
  }
  return tests;
}

function isEquality({ mode }: Test): boolean {
  return mode === 'EQ' || mode === 'NEQ' || mode === 'MEMBER';
}

/** Numbers that are tested for equality are codes of categories: the codes are levels. */
function codesOf(
  column: Column,
  tests: readonly Test[],
  sources: readonly Source[],
  where: string,
  requireLevels: RequireLevels,
): Column {
  if (column.kind !== 'number' || tests.length === 0) return column;
  const { name } = sources[column.source]!;
  const codes = tests.flatMap(({ values }) => values);
  const most = codes.reduce((largest, code) => Math.max(largest, code), -1);
  const isCode = (code: number) => Number.isInteger(code) && code >= 0;
  if (!column.isPlain || !codes.every(isCode)) throw mixed(name, where);
  requireLevels(name, most + 1);
  const levels = Array.from({ length: most + 1 }, (_, code) => String(code));
  const { source, missing } = column;
  const coded: LevelColumn = {
    kind: 'level',
    source,
    levels,
    valueOf: (text) => (text === undefined ? -1 : text === '' ? missing : Number(text)),
  };
  return coded;
}

/**
 * The texts that any column lists, or all strict ones do; undefined for numbers.
 *
 * @param lists the columns of the source
 * @param takesOthers whether there may be none: any text is another one
 */
function levelsOf(
  { name, type }: Source,
  lists: readonly LevelColumn[],
  takesOthers: boolean,
  requireLevels: RequireLevels,
): readonly string[] | undefined {
  if (lists.length === 0 && type !== 'text') return undefined;
  const isOther = lists.every(({ valueOf }) => Object.is(valueOf(OTHER_LEVEL), valueOf(undefined)));
  // Columns of one encoder have the same list.
  const distinct = new Map(lists.map(({ levels, isStrict }) => [levels, isStrict === true]));
  const listed = new Set([...distinct.keys()].flat());
  for (const [levels, isStrict] of distinct) {
    if (!isStrict) continue;
    const known = new Set(levels);
    for (const level of listed) if (!known.has(level)) listed.delete(level);
  }
  listed.delete('');
  if (isOther) listed.delete(OTHER_LEVEL); // every text that is not listed is this level
  const levels = [...listed];
  requireLevels(name, levels.length);
  if (levels.length > 0 || takesOthers) return levels;
  throw new ForeignModelError(
    `Found the input ${quote(name)} of texts, of which the graph allows none.`,
    'Convert the model without that column.',
  );
}

function mixed(name: string, where: string): ForeignModelError {
  return new ForeignModelError(
    `Found ${quote(name)} both compared and tested for equality in ${where}, or with other numbers than codes from 0, expected one of both.`,
    'Import the model from a file of the library that trained it.',
  );
}
