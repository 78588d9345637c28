import { count, formatInteger, printable } from '@lambda-forest/text';

import { describeIssue } from './describe-issue.ts';
import { DataValidationError } from '../errors.ts';
import type { DataIssue } from '../errors.ts';

/** An error holds no more issues than this; the rest are counted. */
export const MAX_ISSUES = 20;
/** A message stays one readable line: it lists this many issues, and the error's `issues` has the others. */
const MAX_ISSUES_IN_MESSAGE = 3;

/** Collects what is wrong with one source, so that a person can mend it all before the next attempt. */
export class IssueList {
  readonly #source: string;
  readonly #issues: DataIssue[] = [];
  readonly #remedies = new Set<string>();
  #count = 0;

  /** @param source what messages call the data, usually the file's name */
  constructor(source: string) {
    this.#source = printable(source);
  }

  /** @param remedy how to fix it: a sentence in the imperative, printed once even if several issues share it */
  add(issue: DataIssue, remedy: string): void {
    this.#count++;
    if (this.#issues.length === MAX_ISSUES) return;
    this.#issues.push(issue);
    this.#remedies.add(remedy);
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Issues that are only counted. */
  addUntold(count: number): void {
    this.#count += count;
  }

  /** @throws {DataValidationError} if an issue was added */
  throwIfAny(): void {
    if (this.#count > 0) throw this.toError();
  }

  toError(cause?: unknown): DataValidationError {
    return new DataValidationError(this.#describe(), {
      remedy: [...this.#remedies].join(' '),
      issues: this.#issues,
      issueCount: this.#count,
      headline: `${this.#summary()}.`,
      cause,
    });
  }

  #describe(): string {
    const [first] = this.#issues;
    if (this.#count === 1 && first !== undefined)
      return `In ${this.#source}, ${describeIssue(first)}.`;
    const told = this.#issues.slice(0, MAX_ISSUES_IN_MESSAGE).map(describeIssue);
    const rest = this.#count - told.length;
    if (rest > 0) told.push(`and ${formatInteger(rest)} more`);
    return `${this.#summary()}: ${told.join('; ')}.`;
  }

  #summary(): string {
    return `Found ${count(this.#count, 'problem')} in ${this.#source}`;
  }
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
