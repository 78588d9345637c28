import type { ClassificationMetrics } from '@lambda-forest/evaluator';
import { option } from '@lambda-forest/text';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';

import { reportInput } from '../test/inputs.ts';
import { modelCard, renderReport } from './index.ts';
import type { ModelFacts, ReportInput } from './index.ts';

const CLASSES = reportInput({ rows: 60, features: 4, classes: 3, categories: true });
const QUANTITY = reportInput({ rows: 60, features: 4, classes: 0 });

const pages = new WeakMap<ReportInput, Document>();

/** The report of an input, which is rendered and parsed once. */
function pageOf(input: ReportInput): Document {
  const page = pages.get(input) ?? parseHTML(renderReport(input)).document;
  pages.set(input, page);
  return page;
}

/** The text of a section, with normalized white space. */
function section(input: ReportInput, id: string): string {
  return pageOf(input).getElementById(id)!.textContent.replace(/\s+/g, ' ');
}

/** The cells of a metric, its name among them. */
function cellsOf(input: ReportInput, name: string): string[] {
  const rows = Array.from(pageOf(input).querySelectorAll('#metrics tbody tr'));
  const cells = rows.map((row) => Array.from(row.children, (cell) => cell.textContent));
  return cells.find(([first]) => first === name) ?? [];
}

function rowNames(input: ReportInput): string[] {
  return Array.from(
    pageOf(input).querySelectorAll('#metrics tbody th'),
    (cell) => cell.textContent,
  );
}

function firstTile(input: ReportInput): string | undefined {
  return /^[\w-]+/.exec(pageOf(input).querySelector('.tiles span')!.textContent)?.[0];
}

describe('how the test rows were chosen', () => {
  const { stratified: _, ...split } = QUANTITY.model.split;
  const cases: readonly (readonly [string, ModelFacts['split'], string])[] = [
    ['stratified', { ...split, stratified: true }, 'at random, stratified by class'],
    ['random', { ...split, stratified: false }, 'at random'],
    ['time', { ...split, stratified: false, kind: 'time', column: 'sold_on' }, 'by time, sold_on'],
    ['group', { ...split, stratified: false, kind: 'group', column: 'shop' }, 'by group, shop'],
    ['file', { ...split, stratified: false, kind: 'file' }, 'a separate file'],
  ];

  test.each(cases)('is in the report and the card: %s', (_name, chosen, words) => {
    const input = { ...QUANTITY, model: { ...QUANTITY.model, split: chosen } };
    expect(section(input, 'options')).toContain(`Chosen ${words} Folds`);
    expect(modelCard(input)).toContain(`held out ${words.replace('_', '\\_')}.`);
  });

  test('of a split by time explains what the numbers mean', () => {
    const chosen = cases[2]![1];
    const input = { ...QUANTITY, model: { ...QUANTITY.model, split: chosen } };
    expect(section(input, 'options')).toContain('They are the latest by sold_on');
  });
});

test('of an imported model nothing is said of a training that is unknown', () => {
  for (const { model, training: _, ...input } of [CLASSES, QUANTITY]) {
    const engine = { name: 'xgboost', version: 'xgboost@3.2.0' };
    const split = { testSize: 0, trainRows: 0, testRows: 0, stratified: false, folds: 0 };
    const facts = { ...model, isImported: true, engine, split, data: { ...model.data, rows: 0 } };
    const imported = { ...input, model: facts };
    const ofTraining = ['metrics', 'data', 'options', 'provenance', 'card'];
    const page = ofTraining.map((id) => section(imported, id)).join(' ');
    for (const text of [page, modelCard(imported)]) {
      expect(text).toContain('Trained by xgboost@3.2.0');
      expect(text).not.toMatch(/training rows|test set|held out|seed|\b0 rows|NaN|\d{4} %/);
    }
  }
});

test('columns that were left out, the format and the policies are listed with the data', () => {
  const text = section(CLASSES, 'data');
  expect(text).toContain('left_0 a number of its own in each row');
  expect(text).toContain('The table is CSV separated by ",", UTF-8.');
  expect(text).toContain('A value may be missing where training saw rows without it');
  expect(text).toContain('a level that training did not see is refused');
  expect(modelCard(CLASSES)).toContain('Columns left out: left\\_0.');
  const policies = { missing: 'error', unseen: 'learned' } as const;
  const features = CLASSES.schema.features.map((feature) =>
    feature.kind === 'categorical'
      ? { ...feature, levels: [...feature.levels.slice(0, -1), '(other)'], other: true as const }
      : feature,
  );
  const strict = section({ ...CLASSES, schema: { ...CLASSES.schema, features, policies } }, 'data');
  expect(strict).toContain('No value may be missing; a level');
  expect(strict).toContain('counts as (other)');
});

test('an accuracy is shown with that of a model that has learned nothing', () => {
  const { dataset, rows } = CLASSES.evaluation;
  if (CLASSES.schema.task !== 'classification') throw new Error('not classes');
  const { counts, classes } = CLASSES.schema.target;
  const frequent = counts.indexOf(Math.max(...counts));
  const share = rows.filter((row) => dataset.target[row] === frequent).length / rows.length;
  expect(section(CLASSES, 'metrics')).toContain(
    `The baseline always answers ${classes[frequent]!}, the most frequent class of the training rows`,
  );
  expect(cellsOf(CLASSES, 'Accuracy')[2]).toBe(share.toFixed(4));
  expect(section(QUANTITY, 'metrics')).toContain('The baseline answers every row with the mean');
  expect(Number(cellsOf(QUANTITY, 'RMSE')[2])).toBeGreaterThan(0);
});

test('probabilities come first where a class is rare, and what is overlooked is said with the remedy', () => {
  const { schema, model } = CLASSES;
  if (schema.task === 'regression') throw new TypeError('Found a quantity.');
  const target = { ...schema.target, counts: [900, 900, 9] };
  const rare = { ...CLASSES, schema: { ...schema, target } };
  const firsts = (input: ReportInput) => [
    rowNames(input)[0],
    firstTile(input),
    /rows\): ([\w-]+)/.exec(modelCard(input))?.[1],
  ];
  expect(firsts(CLASSES)).toEqual(['Accuracy', 'accuracy', 'accuracy']);
  expect(firsts(rare)).toEqual(['Log-loss', 'log-loss', 'log-loss']);

  const { evaluation } = rare;
  const missed = { ...evaluation.metrics } as ClassificationMetrics;
  const recall = [1, 1, 0.2];
  const metrics = { ...missed, perClass: { ...missed.perClass, recall } };
  const input = { ...rare, evaluation: { ...evaluation, metrics } };
  for (const text of [section(input, 'metrics'), modelCard(input)]) {
    expect(text).toMatch(/class.?_2, less than half are found: a recall of 0\.2000\. Train with /);
  }
  const balanced = { ...model, options: { ...model.options, class_weight: 'balanced' } };
  expect(section({ ...input, model: balanced }, 'metrics')).not.toContain('Train with');
  expect(section(rare, 'metrics')).not.toContain('less than half');
  expect(renderReport(input)).toContain(
    `Train with <span class="option">${option('class-weight')}</span>=balanced`,
  );
});

test('a residual has the same sign everywhere: the actual value minus the predicted one', () => {
  const document = pageOf(QUANTITY);
  const cells = Array.from(
    document.querySelectorAll('#worst tbody tr'),
    (row) =>
      Array.from(row.children, (cell) => Number(cell.textContent)) as [
        number,
        number,
        number,
        number,
      ],
  );
  expect(cells).toHaveLength(12);
  for (const [, actual, predicted, residual] of cells) {
    expect(residual).toBeCloseTo(actual - predicted, 1);
  }
});

test('intervals are shown with the share of true values that they hold', () => {
  const measured = { ...QUANTITY.evaluation, intervalCoverage: 0.62 };
  expect(section({ ...QUANTITY, evaluation: measured }, 'metrics')).toContain(
    'of these rows it holds 62.0 %',
  );
  expect(section(QUANTITY, 'metrics')).not.toContain('of these rows it holds');
});

test('after a search the cross-validation is marked as the best of many', () => {
  const options = { ...CLASSES.model.options, search: 'random', search_trials: 20 };
  const searched = section({ ...CLASSES, model: { ...CLASSES.model, options } }, 'metrics');
  expect(searched).toContain('that of the best of 20 trials, and so a little too good');
  expect(section(CLASSES, 'metrics')).not.toContain('a little too good');
});

test('worst rows are named by their line, and by their file if there are several', () => {
  const firstCells = (input: ReportInput) => {
    const document = pageOf(input);
    return Array.from(document.querySelectorAll('#worst tbody th'), (cell) => cell.textContent);
  };
  const { evaluation } = QUANTITY;
  const { parts, lines } = evaluation.table;
  for (const text of firstCells(QUANTITY)) expect(text).toMatch(/^\d+$/);
  const table = { lines, parts: [...parts, { source: 'more.csv', firstRow: 30, format: 'CSV' }] };
  const several = firstCells({ ...QUANTITY, evaluation: { ...evaluation, table } });
  expect(several.some((text) => text.startsWith('rows.csv, '))).toBe(true);
  expect(several.some((text) => text.startsWith('more.csv, '))).toBe(true);
});

test('worst rows show one feature of each column, the most important columns first', () => {
  const headAndNote = (leading: readonly number[]) => {
    const explanation = { ...QUANTITY.explanation, leading };
    const { document } = parseHTML(renderReport({ ...QUANTITY, explanation }));
    const head = Array.from(document.querySelectorAll('#worst thead th'), (th) => th.textContent);
    return [head.slice(4), document.querySelector('#worst .note')?.textContent];
  };
  const { features } = QUANTITY.schema;
  expect(headAndNote([...features.keys()])).toEqual([features.map(({ name }) => name), undefined]);
  expect(headAndNote([2, 0])).toEqual([
    [features[2]!.name, features[0]!.name],
    'Of each column the feature that matters most is shown.',
  ]);
});

test('the loss of boosting is shown for quantities alone', () => {
  const withLoss = ({ model, ...input }: ReportInput) =>
    section({ ...input, model: { ...model, options: { loss: 'squared_error' } } }, 'options');
  expect(withLoss(QUANTITY)).toContain('squared_error');
  expect(withLoss(CLASSES)).not.toContain('squared_error');
});

describe('the choice of the learner', () => {
  const candidate = { folds: 5, isChosen: false, loss: 0.3, difference: 0.1, standardError: 0.02 };
  const choice = {
    loss: 'log-loss',
    candidates: [
      { ...candidate, learner: 'forest', options: 'min_samples_leaf 1' },
      {
        ...candidate,
        learner: 'boosting',
        options: 'max_iter 60',
        isChosen: true,
        loss: 0.2,
        difference: 0,
        standardError: 0,
      },
    ],
  };
  const chosen: ReportInput = {
    ...CLASSES,
    model: { ...CLASSES.model, learner: 'boosting' },
    training: { ...CLASSES.training!, choice },
  };

  test('says what was compared, what won and by how much', () => {
    const text = section(chosen, 'choice');
    expect(text).toContain('boosting 2 (max_iter 60), has the lowest log-loss');
    expect(text).toContain('forest 1: min_samples_leaf 1 0.30.10.025');
  });

  test('is not there where nothing was chosen', () => {
    expect(renderReport(CLASSES)).not.toContain('Choice of the learner');
  });

  test('decides what the model is called, and what the card says of its answers', () => {
    expect(modelCard(chosen)).toContain('A sum of 100 boosted trees that predicts');
    const quantity = { ...QUANTITY, model: { ...QUANTITY.model, learner: 'boosting' as const } };
    expect(modelCard(quantity)).toContain('boosted trees add up');
    const blend = { ...QUANTITY, model: { ...QUANTITY.model, learner: 'blend' as const } };
    expect(modelCard(blend)).toContain('The mean of a random forest and boosted trees, 100 trees');
    expect(modelCard(blend)).toContain('boosted trees add up');
    expect(modelCard(QUANTITY)).toContain('It never answers with less than');
  });
});
