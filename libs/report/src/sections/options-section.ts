import { formatInteger, truncate } from '@lambda-forest/text';

import { percent, shortNumber } from '../format.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { definitions } from '../page-parts.ts';
import type { Section } from '../page-parts.ts';
import type { ModelFacts, ReportInput } from '../report-input.ts';
import { howSplit, splitName } from '../split-words.ts';

export function optionsSection({ model, schema }: ReportInput): Section {
  // That of boosting is for quantities, and recorded for classes, too.
  const isMeant = (name: string) =>
    name !== 'loss' || model.isImported || schema.task === 'regression';
  const options = Object.entries(model.options).filter(([name]) => isMeant(name));
  return {
    id: 'options',
    title: model.isImported ? 'Origin and options' : 'Split and options',
    content: html`${model.isImported ? originWords(model) : splitWords(model)}
      <h3>Options</h3>
      ${definitions([
        ['engine', model.engine.name],
        ...options.map(([name, value]) => [name, optionText(value)] as const),
      ])}`,
  };
}

function originWords({ engine, data }: ModelFacts): Html {
  return html`<p>
    Trained by ${engine.version} and imported from <code>${truncate(data.source, 80)}</code>, which
    does not say which rows it was trained on.
  </p>`;
}

function splitWords(model: ModelFacts): Html {
  const { split, seed } = model;
  return html`<p>
      These are the test set, never used in training: no tree, no choice of options and no statistic
      has seen them. ${howSplit(model)}
    </p>
    <h3>Split</h3>
    ${definitions([
      ['Training rows', formatInteger(split.trainRows)],
      ['Test rows', `${formatInteger(split.testRows)} (${percent(split.testSize)})`],
      ['Chosen', splitName(split)],
      ['Folds of cross-validation', String(split.folds)],
      ['Seed', String(seed)],
    ])}`;
}

function optionText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'number') return shortNumber(value, 12);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return truncate(typeof value === 'string' ? value : JSON.stringify(value), 120);
}
