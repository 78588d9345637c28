import { count } from '@lambda-forest/text';

const MAX_LISTED = 20;

/** Rows without an answer for the same reason. */
export interface FailedPlace {
  /** The first of them: its file, where there are several, and its line. */
  readonly file?: string;
  readonly line: number;
  readonly reason: string;
  /** How many more there are. */
  readonly alike: number;
}

/** Rows without an answer, counted; those that fail for the same reason are listed once. */
export class FailedRows {
  count = 0;
  readonly #places = new Map<string, FailedPlace>();

  add(line: number, reason: string): void {
    this.count++;
    this.#list({ line, reason, alike: 0 });
  }

  /** Adds rows that were counted elsewhere. */
  addAll(count: number, places: readonly FailedPlace[]): void {
    this.count += count;
    for (const place of places) this.#list(place);
  }

  /** The first row of each reason, of the first 20 reasons. */
  get list(): readonly FailedPlace[] {
    return [...this.#places.values()];
  }

  /** The same in words. */
  get places(): readonly string[] {
    return this.list.map(({ file, line, reason, alike }) => {
      const more = alike > 0 ? ` and ${count(alike, 'more row')}` : '';
      return `${file === undefined ? '' : `${file}, `}line ${line}${more}: ${reason}`;
    });
  }

  /** Rows that no place stands for. */
  get untold(): number {
    return this.list.reduce((rest, { alike }) => rest - 1 - alike, this.count);
  }

  #list(place: FailedPlace): void {
    const { reason, alike } = place;
    const first = this.#places.get(reason);
    if (first !== undefined) {
      this.#places.set(reason, { ...first, alike: first.alike + 1 + alike });
    } else if (this.#places.size < MAX_LISTED) this.#places.set(reason, place);
  }
}
