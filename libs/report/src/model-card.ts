import { describeOverlooked, isImbalanced, overlookedClass } from '@lambda-forest/evaluator';
import { inputColumns } from '@lambda-forest/schema';
import type { NumericFeature } from '@lambda-forest/schema';
import {
  count,
  enumerate,
  formatInteger,
  fourDecimals,
  option,
  printable,
  spellOptions,
  truncate,
} from '@lambda-forest/text';

import { baselineOfClasses, baselineOfQuantity, classCounts } from './baseline.ts';
import { featureValue } from './feature-value.ts';
import { percent, shortNumber, truncateNames } from './format.ts';
import { knownRows } from './known-rows.ts';
import { learnerWords } from './learner-words.ts';
import type { ModelFacts, ReportInput } from './report-input.ts';
import { splitName } from './split-words.ts';

/** A part of a model card: what is known, and what only people can answer. */
export interface CardPart {
  readonly title: string;
  /** Sentences that follow from the data and the model. */
  readonly known: readonly string[];
  /** Questions to answer. */
  readonly toFill: readonly string[];
}

const MAX_NAMES = 12;
const MAX_NAME_LENGTH = 60;
/** Fewer test rows than this prove little. */
const FEW_TEST_ROWS = 100;
/** A class of fewer training rows is rare. */
const FEW_CLASS_ROWS = 20;
const WEAK_F1 = 0.7;

/**
 * The model card's content, after M. Mitchell et al., "Model cards for model reporting" (2019): details, intended
 * use, data, performance, limits, ethical notes, upkeep.
 */
export function cardParts(input: ReportInput): CardPart[] {
  const { model, schema, evaluation } = input;
  return [
    {
      title: 'Model details',
      known: [
        `${model.name} ${model.version}: ${learnerWords(model)} that predicts ${
          schema.task === 'classification'
            ? `${truncate(schema.target.name, MAX_NAME_LENGTH)}, one of ${count(schema.target.classes.length, 'class', 'classes')}`
            : `the quantity ${truncate(schema.target.name, MAX_NAME_LENGTH)}`
        } from ${count(inputColumns(schema).length, 'feature')}.`,
        `${model.isImported ? `Trained by ${model.engine.version}, imported by lambda-forest ${model.lambdaForest}` : `Grown by ${model.engine.version} of lambda-forest ${model.lambdaForest} with seed ${model.seed}`}; SHA-256 of the model file: ${model.file.sha256}.`,
      ],
      toFill: ['Who is responsible for it, and how can they be reached?'],
    },
    {
      title: 'Purpose',
      known: [],
      toFill: [
        'What is it for? Who uses its answers, and for which decisions?',
        'What must it not be used for?',
        'What are the consequences of a wrong answer, and who can object?',
      ],
    },
    {
      title: 'Data',
      known: [
        model.isImported
          ? `Imported from ${dataName(model)}, which does not say which rows it was trained on.`
          : `${count(model.data.rows, 'row')} of ${dataName(model)}; ${formatInteger(model.split.trainRows)} for training, ${formatInteger(model.split.testRows)} held out ${splitName(model.split)}.`,
        ...leftOutWords(input),
      ],
      toFill: [
        'Where do the rows come from, from which time and place, and under which licence?',
        'Who or what is missing from them?',
        'Did the people in them consent?',
      ],
    },
    {
      title: 'Performance',
      known: performance(input),
      toFill: ['Which error is acceptable, and for which groups was it measured separately?'],
    },
    {
      title: 'Limits',
      known: limits(input),
      toFill: ['Which conditions will change, and when will its answers be out of date?'],
    },
    {
      title: 'Ethical notes',
      known: [
        `Features that stand for a group of people, such as age, sex, origin or place, let a model treat groups differently; so do features that correlate with them. The features are: ${enumerate(
          truncateNames(
            inputColumns(schema).map(({ name }) => name),
            MAX_NAME_LENGTH,
          ),
          MAX_NAMES,
        )}.`,
      ],
      toFill: [
        'Which features are of that kind, and why may the model use them?',
        'Were the errors compared between groups, and with what result?',
        'Does a person review a decision before it takes effect?',
      ],
    },
    {
      title: 'Upkeep',
      known: [
        `npx lambda-forest evaluate ${option('model')}=${model.name}@${model.version} ${option('data')}=new.csv measures it on new rows; it was measured on ${evaluation.rowsName}.`,
      ],
      toFill: ['How often is it measured again, and who retires it?'],
    },
  ];
}

/**
 * The card as Markdown, ending in a line break.
 *
 * @param spell writes the options that `option` marks in a sentence. Default: their names
 */
export function modelCard(
  input: ReportInput,
  spell = (sentence: string): string => spellOptions(sentence, (name) => name),
): string {
  const { model } = input;
  const parts = cardParts(input).map(({ title, known, toFill }) =>
    [
      `## ${title}`,
      '',
      ...known.map((sentence) => `- ${escapeMarkdown(spell(sentence))}`),
      ...(known.length > 0 ? [''] : []),
      ...toFill.map((question) => `> **To fill in:** ${question}\n>\n> …\n`),
    ].join('\n'),
  );
  return [
    `# Model card: ${escapeMarkdown(model.name)} ${escapeMarkdown(model.version)}`,
    '',
    'Written with the model and to be filled in here: nothing overwrites what you write. Numbers and charts are in `report.html`.',
    '',
    ...parts,
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function dataName({ data }: ModelFacts): string {
  return `${truncate(data.source, MAX_NAME_LENGTH)} (SHA-256 ${data.sha256})`;
}

function leftOutWords({ training }: ReportInput): string[] {
  const columns = training?.leftOut.map(({ column }) => column) ?? [];
  return columns.length === 0 ? [] : [`Columns left out: ${nameList(columns)}.`];
}

function performance(input: ReportInput): string[] {
  const { evaluation, model } = input;
  const { metrics, rowsName } = evaluation;
  const on = `On ${count(metrics.rowCount, 'row')} (${rowsName}):`;
  if (metrics.task === 'regression') {
    const baseline = baselineOfQuantity(input);
    return [
      `${on} R2 ${fourDecimals(metrics.r2)}, RMSE ${shortNumber(metrics.rmse)} (always answering the mean: ${shortNumber(baseline.rmse)}), MAE ${shortNumber(metrics.mae)} (${shortNumber(baseline.mae)}).`,
    ];
  }
  const { accuracy, accuracyInterval: interval, classes, perClass } = metrics;
  const counts = classCounts(input);
  const baseline = baselineOfClasses(input);
  const ofAnswers = `accuracy ${fourDecimals(accuracy)} (95 % interval ${fourDecimals(interval.lower)} to ${fourDecimals(interval.upper)}; baseline ${fourDecimals(baseline.accuracy)}), macro F1 ${fourDecimals(metrics.macro.f1)}`;
  const ofProbabilities = `log-loss ${fourDecimals(metrics.logLoss)} (baseline ${fourDecimals(baseline.logLoss)}), Brier score ${fourDecimals(metrics.brierScore)} (baseline ${fourDecimals(baseline.brierScore)}), calibration error ${fourDecimals(metrics.calibrationError)}`;
  const ordered = isImbalanced(counts)
    ? [ofProbabilities, ofAnswers]
    : [ofAnswers, ofProbabilities];
  const overlooked = overlookedClass(metrics, counts);
  const weakest = perClass.f1.reduce((worst, f1, k) => (f1 < perClass.f1[worst]! ? k : worst), 0);
  return [
    `${on} ${ordered.join('; ')}. The baseline always answers with the most frequent class, or with the shares of the classes as probabilities.`,
    `Weakest class: ${truncate(classes[weakest]!, MAX_NAME_LENGTH)} with F1 ${fourDecimals(perClass.f1[weakest]!)}.`,
    ...(overlooked === undefined
      ? []
      : [describeOverlooked(overlooked, model.options['class_weight'] === 'balanced')]),
  ];
}

function limits({ schema, evaluation, model }: ReportInput): string[] {
  const { metrics } = evaluation;
  const found: string[] = [];
  if (metrics.rowCount < FEW_TEST_ROWS) {
    found.push(
      `Only ${count(metrics.rowCount, 'row')} tested it: differences within the interval are not significant.`,
    );
  }
  if (schema.task === 'classification') {
    const { classes, counts } = schema.target;
    const rare = classes.filter((_, k) => counts[k]! < FEW_CLASS_ROWS);
    if (rare.length > 0) {
      found.push(`Fewer than ${FEW_CLASS_ROWS} ${knownRows(model)}: ${nameList(rare)}.`);
    }
    if (metrics.task === 'classification') {
      const weak = classes.filter(
        (_, k) => metrics.perClass.support[k]! > 0 && metrics.perClass.f1[k]! < WEAK_F1,
      );
      if (weak.length > 0) found.push(`F1 below ${WEAK_F1}: ${nameList(weak)}.`);
    }
    found.push(
      'It always chooses one of the classes above: it cannot answer that a row belongs to none of them.',
    );
  } else {
    const { minimum, maximum } = schema.target;
    found.push(
      model.learner === 'forest'
        ? `It never answers with less than ${shortNumber(minimum)} or more than ${shortNumber(maximum)}, the range of the ${knownRows(model)}.`
        : `The ${knownRows(model)} lie between ${shortNumber(minimum)} and ${shortNumber(maximum)}; boosted trees add up, and may answer with a little less or more.`,
    );
  }
  const names = truncateNames(
    schema.features.map(({ name }) => name),
    30,
  );
  const ranges = schema.features.flatMap((feature, i) =>
    feature.kind === 'numeric' && isMeasured(feature)
      ? [
          `${names[i]!} ${featureValue(feature, feature.minimum)} to ${featureValue(feature, feature.maximum)}`,
        ]
      : [],
  );
  if (ranges.length > 0) {
    found.push(
      `Outside the range of the ${knownRows(model)} it answers as for the nearest value in it, and the service warns: ${nameList(ranges)}.`,
    );
  }
  const columns = inputColumns(schema);
  const never = columns.filter(({ feature }) => feature.missing === 0).length;
  found.push(
    never === columns.length
      ? 'No feature may be missing in a request.'
      : `${count(never, 'feature')} of ${formatInteger(columns.length)} may not be missing in a request.`,
  );
  if (schema.task === 'classification' && metrics.task === 'classification') {
    const { counts } = schema.target;
    const rows = counts.reduce((sum, each) => sum + each, 0);
    const largest = Math.max(...counts) / Math.max(1, rows);
    found.push(
      `Always choosing the most frequent class would be right in ${percent(largest)} of the ${knownRows(model)}.`,
    );
  }
  return found;
}

function nameList(names: readonly string[]): string {
  return enumerate(truncateNames(names, MAX_NAME_LENGTH), MAX_NAMES);
}

/** Names come from tables: nothing in them may become a link, an image or HTML. */
function escapeMarkdown(text: string): string {
  return printable(text).replace(/[\\`*_[\]<>#|!]/g, (character) => `\\${character}`);
}

/** Whether a range means something to who sends the column: the numbers of words and names do not. */
function isMeasured({ source }: NumericFeature): boolean {
  return source === undefined || 'part' in source;
}
