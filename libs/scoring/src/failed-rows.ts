import { count } from '@lambda-forest/text';

const MAX_LISTED = 20;

/** Rows without an answer, counted; those that fail for the same reason are listed once. */
export class FailedRows {
  count = 0;
  /** By the reason. */
  readonly #told = new Map<string, { readonly line: number; alike: number }>();

  add(line: number, problem: string): void {
    this.count++;
    const first = this.#told.get(problem);
    if (first !== undefined) first.alike++;
    else if (this.#told.size < MAX_LISTED) this.#told.set(problem, { line, alike: 0 });
  }

  /** The first row of each reason, with how many more there are. */
  get places(): readonly string[] {
    return [...this.#told].map(([problem, { line, alike }]) => {
      const more = alike > 0 ? ` and ${count(alike, 'more row')}` : '';
      return `line ${line}${more}: ${problem}`;
    });
  }

  /** Rows that no place stands for. */
  get untold(): number {
    return [...this.#told.values()].reduce((rest, { alike }) => rest - 1 - alike, this.count);
  }
}
