import { count, formatInteger, printable } from '@lambda-forest/text';

import { describeIssue } from './describe-issue.ts';
import { DataValidationError } from '../errors.ts';
import type { DataIssue } from '../errors.ts';

/** An error holds no more issues than this; the rest are counted. */
export const MAX_ISSUES = 20;
/** A message stays one readable line: it lists this many issues, and the error's `issues` has the others. */
const MAX_ISSUES_IN_MESSAGE = 3;

/**
 * Collects what is wrong with one source, so that a person can mend it all before the next attempt. What is wrong in
 * the same way in many rows of a column is one issue.
 */
export class IssueList {
  readonly #source: string;
  /** By what is the same in all rows alike. */
  readonly #issues = new Map<string, DataIssue>();
  readonly #remedies = new Set<string>();
  #count = 0;
  /** Of them, those that no issue stands for. */
  #untold = 0;

  /** @param source what messages call the data, usually the file's name */
  constructor(source: string) {
    this.#source = printable(source);
  }

  /** @param remedy how to fix it: a sentence in the imperative, printed once even if several issues share it */
  add(issue: DataIssue, remedy: string): void {
    const { source = '', column = '', message, alike = 0 } = issue;
    const key = JSON.stringify([source, column, message]);
    const first = this.#issues.get(key);
    this.#count += 1 + alike;
    if (first !== undefined) {
      this.#issues.set(key, { ...first, alike: (first.alike ?? 0) + 1 + alike });
    } else if (this.#issues.size < MAX_ISSUES) {
      this.#issues.set(key, issue);
      this.#remedies.add(remedy);
    } else this.#untold += 1 + alike;
  }

  /** Everything that another list of the same source has. */
  addAll(other: IssueList): void {
    for (const issue of other.#issues.values()) this.add(issue, other.#remedy);
    this.addUnlisted(other.#untold);
  }

  /** Every sentence once, also one that another remedy ends with. */
  get #remedy(): string {
    const all = [...this.#remedies];
    const isPart = (each: string) => all.some((one) => one !== each && one.endsWith(each));
    return all.filter((each) => !isPart(each)).join(' ');
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Issues that are only counted. */
  addUnlisted(count: number): void {
    this.#count += count;
    this.#untold += count;
  }

  /** @throws {DataValidationError} if an issue was added */
  throwIfAny(): void {
    if (this.#count > 0) throw this.toError();
  }

  toError(cause?: unknown): DataValidationError {
    return new DataValidationError(this.#describe(), {
      remedy: this.#remedy,
      issues: [...this.#issues.values()],
      issueCount: this.#count,
      headline: `${this.#summary()}.`,
      cause,
    });
  }

  #describe(): string {
    const issues = [...this.#issues.values()];
    if (issues.length === 1 && this.#untold === 0) {
      return `In ${this.#source}, ${describeIssue(issues[0]!)}.`;
    }
    const told = issues.slice(0, MAX_ISSUES_IN_MESSAGE);
    const rest = this.#count - countRows(told);
    const more = rest > 0 ? [`and ${formatInteger(rest)} more`] : [];
    return `${this.#summary()}: ${[...told.map(describeIssue), ...more].join('; ')}.`;
  }

  #summary(): string {
    return `Found ${count(this.#count, 'problem')} in ${this.#source}`;
  }
}

/** How many rows, or other places, issues stand for. */
export function countRows(issues: readonly DataIssue[]): number {
  return issues.reduce((sum, { alike = 0 }) => sum + 1 + alike, 0);
}

/** The error for a single issue, after which nothing else can be checked. */
export function singleIssue(
  source: string,
  issue: DataIssue,
  remedy: string,
  cause?: unknown,
): DataValidationError {
  const issues = new IssueList(source);
  issues.add(issue, remedy);
  return issues.toError(cause);
}
