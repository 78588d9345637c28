import type { ReportInput } from '../report-input.ts';

const MAX_FEATURES = 40;

/** A request that the model's service answers: the first evaluated row, with at most 40 features written out. */
export function exampleRequest({ schema, evaluation }: ReportInput): {
  readonly json: string;
  readonly isWhole: boolean;
} {
  const row = evaluation.rows[0]!;
  const shown = schema.features.slice(0, MAX_FEATURES).map((feature, index) => {
    const value = evaluation.dataset.columns[index]![row]!;
    const json = Number.isNaN(value)
      ? null
      : feature.kind === 'categorical'
        ? (feature.levels[value] ?? null)
        : value;
    return [feature.name, json] as const;
  });
  return {
    json: JSON.stringify({ features: Object.fromEntries(shown) }),
    isWhole: shown.length === schema.features.length,
  };
}

/** One word of a POSIX shell, whatever is in it. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
