/** The form for a schema: one field for each value of a request, in the order of a row. */
import type { ModelCategory, ModelFeature, ModelSchema, ModelQuantity } from '@lambda-forest/api';
import { dayText, partOf, sourceOf, takesMissing } from '@lambda-forest/schema';

export type Field = QuantityField | ChoiceField | DateField | TextField;

interface FieldBase {
  /** Its name in requests, and the form's label. */
  readonly name: string;
  /** Whether null is accepted: training saw rows without it, and the model's policy allows that. */
  readonly mayBeMissing: boolean;
}

/** A number: a slider over the training range beside a text field that takes anything. */
export interface QuantityField extends FieldBase {
  readonly kind: 'quantity';
  /** The training range, both inclusive. */
  readonly minimum: number;
  readonly maximum: number;
  /**
   * The step of an arrow key: a power of ten, at most a hundredth of the range, or 1 if training saw
   * only whole numbers. 0 for an empty range.
   */
  readonly step: number;
  /** The range of most training values: mean minus and plus one deviation, cut to the training range. */
  readonly usual: readonly [low: number, high: number];
  /** The mean, rounded to the step. */
  readonly typical: number;
}

/** One of a list: buttons if it is short, otherwise a drop-down list. */
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly levels: readonly string[];
  /** Training rows per level; none where the first level is the commonest. */
  readonly counts: readonly number[];
  /** Whether requests have true and false for the levels of these names. */
  readonly isBoolean: boolean;
}

/** A date, with a time of day if the model uses it. */
export interface DateField extends FieldBase {
  readonly kind: 'date';
  readonly hasTime: boolean;
  /** As an input of the type `date` or `datetime-local` writes it. */
  readonly typical: string;
  /** In words. */
  readonly trainingRange: string;
}

/** A text whose words count, or a name. */
export interface TextField extends FieldBase {
  readonly kind: 'text';
  /** Whether it may have several lines. */
  readonly isLong: boolean;
  readonly typical: string;
  /** Names that training saw, the commonest first, or words of the vocabulary. */
  readonly known: readonly string[];
}

/** A text of so many words of the vocabulary is a typical one. */
const TYPICAL_WORDS = 3;

export function describeFields({
  features,
  inputs,
  policies,
  row_count: rows,
}: ModelSchema): readonly Field[] {
  const columns = Map.groupBy(features, (feature) => sourceOf(feature)?.column ?? feature.name);
  return [...columns].map(([name, parts]) => {
    const [feature] = parts as [ModelFeature];
    const mayBeMissing = takesMissing(feature, policies);
    if (feature.kind === 'categorical') return choice(feature, mayBeMissing);
    const { source } = feature;
    if (source === undefined) return quantity(feature, mayBeMissing, rows);
    const numbers = parts.filter((each) => each.kind === 'numeric');
    if ('part' in source) return date(name, numbers, mayBeMissing);
    const { levels, commonest } = inputs.find((input) => input.name === name) ?? {};
    if (levels) return { kind: 'choice', name, mayBeMissing, levels, counts: [], isBoolean: false };
    return { ...textField(numbers, commonest), name, mayBeMissing };
  });
}

/** The largest power of ten that divides a range into a hundred steps or more; 0 for a range of no width. */
export function stepOf(minimum: number, maximum: number): number {
  const width = maximum - minimum;
  if (!(width > 0) || !Number.isFinite(width)) return 0;
  return Number(`1e${Math.floor(Math.log10(width / 100) + 1e-9)}`);
}

/** The multiple of the step that is nearest, cut to the range: how the slider's places are numbered. */
export function snap(value: number, { minimum, maximum, step }: QuantityField): number {
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  const rounded =
    step === 0 || decimals > 100
      ? value
      : Number((Math.round(value / step) * step).toFixed(decimals));
  return Math.min(maximum, Math.max(minimum, rounded));
}

function quantity(feature: ModelQuantity, mayBeMissing: boolean, rows: number): QuantityField {
  const { name, minimum, maximum, mean, standard_deviation: deviation } = feature;
  const step = stepOf(minimum, maximum);
  const field: QuantityField = {
    kind: 'quantity',
    name,
    mayBeMissing,
    minimum,
    maximum,
    step: areWhole(feature, rows) ? Math.max(1, step) : step,
    usual: [Math.max(minimum, mean - deviation), Math.min(maximum, mean + deviation)],
    typical: mean,
  };
  return { ...field, typical: snap(mean, field) };
}

/**
 * Whether training saw only whole numbers, judging by the statistics: both ends are whole, and so is the sum of
 * all values. The field accepts other numbers too.
 */
function areWhole({ minimum, maximum, mean, missing }: ModelQuantity, rows: number): boolean {
  if (!Number.isInteger(minimum) || !Number.isInteger(maximum) || minimum === maximum) return false;
  const sum = mean * (rows - missing);
  return Math.abs(sum - Math.round(sum)) <= 1e-6 + 1e-12 * Math.abs(sum);
}

function choice(feature: ModelCategory, mayBeMissing: boolean): ChoiceField {
  const { name, levels, counts, boolean } = feature;
  return { kind: 'choice', name, mayBeMissing, levels, counts, isBoolean: boolean === true };
}

/** @param names of a column of names */
function textField(
  numbers: readonly ModelQuantity[],
  names: readonly string[] | undefined,
): Pick<TextField, 'kind' | 'isLong' | 'typical' | 'known'> {
  if (names !== undefined) {
    return { kind: 'text', isLong: false, typical: names[0] ?? '', known: names };
  }
  const known = numbers
    .toSorted((a, b) => b.mean - a.mean)
    .flatMap(({ source }) => (source !== undefined && 'word' in source ? source.word : []));
  return { kind: 'text', isLong: true, typical: known.slice(0, TYPICAL_WORDS).join(' '), known };
}

function date(name: string, parts: readonly ModelQuantity[], mayBeMissing: boolean): DateField {
  const part = (wanted: string) => parts.find((each) => partOf(each) === wanted);
  const hasTime = part('hour') !== undefined;
  const days = part('days');
  const year = part('year');
  const fourDigits = (count: number) => String(Math.round(count)).padStart(4, '0');
  let typical = '2000-01-01';
  let trainingRange = '';
  if (days !== undefined) {
    typical = dayText(days.mean);
    trainingRange = `${dayText(days.minimum)} to ${dayText(days.maximum)}`;
  } else if (year !== undefined) {
    typical = `${fourDigits(year.mean)}-07-01`;
    trainingRange = `${year.minimum} to ${year.maximum}`;
  }
  if (hasTime) typical += 'T12:00';
  return { kind: 'date', name, mayBeMissing, hasTime, typical, trainingRange };
}
