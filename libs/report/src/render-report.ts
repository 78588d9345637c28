import { isImbalanced } from '@lambda-forest/evaluator';
import type { ClassificationMetrics } from '@lambda-forest/evaluator';
import { count, formatInteger, fourDecimals, truncate } from '@lambda-forest/text';

import { baselineOfClasses, baselineOfQuantity, classCounts } from './baseline.ts';
import { percent, shortNumber } from './format.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { trusted } from './html.ts';
import { learnerWords } from './learner-words.ts';
import { sectionHtml } from './page-parts.ts';
import type { Section } from './page-parts.ts';
import type { ReportInput } from './report-input.ts';
import { apiSection } from './sections/api-section.ts';
import { cardSection } from './sections/card-section.ts';
import { classesSection } from './sections/classes-section.ts';
import { dataSection } from './sections/data-section.ts';
import { dependenceSection } from './sections/dependence-section.ts';
import { importancesSection } from './sections/importances-section.ts';
import { metricsSection } from './sections/metrics-section.ts';
import { choiceSection } from './sections/choice-section.ts';
import { optionsSection } from './sections/options-section.ts';
import { provenanceSection } from './sections/provenance-section.ts';
import { quantitySection } from './sections/quantity-section.ts';
import { scoresSection } from './sections/scores-section.ts';
import { treesSection } from './sections/trees-section.ts';
import { worstSection } from './sections/worst-section.ts';
import { STYLE } from './style.ts';

/** Nothing is loaded, sent or run: a page made from an untrusted table can only be read. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A model's report as one HTML page: no script, nothing to load, below 500 kB for any table. Large tables are
 * sampled and long lists cut, with a note in the page. The same input gives the same text.
 */
export function renderReport(input: ReportInput): string {
  const { model, schema, evaluation } = input;
  const sections = sectionsOf(input);
  const title = `${model.name} ${model.version}`;
  const target = truncate(schema.target.name, 60);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}" />
        <meta name="generator" content="lambda-forest ${model.lambdaForest}" />
        <title>${title} – model report</title>
        <style>
          ${trusted(STYLE)}
        </style>
      </head>
      <body>
        <a class="skip" href="#metrics">Skip to the metrics</a>
        <div class="page">
          <header>
            <p class="kicker">
              ${input.training === undefined ? 'Evaluation report' : 'Model report'}
            </p>
            <h1>${model.name}<small>version ${model.version}</small></h1>
            <p class="lead">
              ${learnerWords(model)} that predicts
              <strong>${target}</strong> (${schema.task}), measured on
              ${count(evaluation.rows.length, 'row')}: ${evaluation.rowsName}.
            </p>
            <ul class="tiles">
              ${tiles(input)}
            </ul>
            <nav aria-label="Contents">
              <ul>
                ${sections.map(
                  ({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`,
                )}
              </ul>
            </nav>
          </header>
          <main>${sections.map(sectionHtml)}</main>
          <footer>
            Written by lambda-forest ${model.lambdaForest}. This file needs no network and runs no
            script.
          </footer>
        </div>
      </body>
    </html> `;
  return page.text;
}

function sectionsOf(input: ReportInput): Section[] {
  return [
    metricsSection(input),
    ...judgement(input),
    choiceSection(input),
    treesSection(input),
    importancesSection(input),
    dependenceSection(input),
    worstSection(input),
    dataSection(input),
    optionsSection(input),
    apiSection(input),
    provenanceSection(input),
    cardSection(input),
  ].filter((section) => section !== undefined);
}

function judgement({ evaluation, schema }: ReportInput): Section[] {
  const { metrics, dataset, rows, scores } = evaluation;
  if (metrics.task === 'classification') {
    const truth = Int32Array.from(rows, (row) => dataset.target[row]!);
    return [classesSection(metrics), scoresSection(metrics, truth, scores)];
  }
  const truth = Float64Array.from(rows, (row) => dataset.target[row]!);
  return [quantitySection(metrics, schema.target.name, truth, scores)];
}

function tiles(input: ReportInput): Html[] {
  const { metrics, intervals } = input.evaluation;
  const { trees, file } = input.model;
  const size = tile(formatInteger(trees), `trees, ${kilobytes(file.bytes)} in the model file`);
  if (metrics.task === 'classification') return [...tilesOfClasses(input, metrics), size];
  const baseline = baselineOfQuantity(input);
  const range = intervals !== undefined && 'r2' in intervals ? intervals.r2 : null;
  return [
    tile(
      metrics.r2 === null ? '–' : fourDecimals(metrics.r2),
      range === null ? 'R2' : `R2, ${fourDecimals(range.lower)} to ${fourDecimals(range.upper)}`,
      true,
    ),
    tile(shortNumber(metrics.rmse), `RMSE; baseline ${shortNumber(baseline.rmse)}`),
    tile(shortNumber(metrics.mae), `MAE; baseline ${shortNumber(baseline.mae)}`),
    size,
  ];
}

/** The metrics of probabilities come first where a class is rare. */
function tilesOfClasses(input: ReportInput, metrics: ClassificationMetrics): Html[] {
  const { accuracy, accuracyInterval, macro, logLoss, brierScore } = metrics;
  const { lower, upper } = accuracyInterval;
  const baseline = baselineOfClasses(input);
  const beside = (value: string) => `; baseline ${value}`;
  const share = [
    percent(accuracy),
    `accuracy, ${percent(lower)} to ${percent(upper)}${beside(percent(baseline.accuracy))}`,
  ] as const;
  const area = [macro.rocAuc === null ? '–' : fourDecimals(macro.rocAuc), 'ROC-AUC'] as const;
  const loss = [
    fourDecimals(logLoss),
    `log-loss${beside(fourDecimals(baseline.logLoss))}`,
  ] as const;
  const squares = [
    fourDecimals(brierScore),
    `Brier score${beside(fourDecimals(baseline.brierScore))}`,
  ] as const;
  const shown = isImbalanced(classCounts(input))
    ? [loss, squares, area, share]
    : [share, [fourDecimals(macro.f1), 'macro F1'] as const, area, loss];
  return shown.map(([value, name], i) => tile(value, name, i === 0));
}

function tile(value: string, name: string, isFirst = false): Html {
  return html`<li${isFirst && html` class="first"`}><b>${value}</b><span>${name}</span></li>`;
}

function kilobytes(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${shortNumber(bytes / 1000, 3)} kB`;
}
