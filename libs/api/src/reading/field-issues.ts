import { quote } from '@lambda-forest/text';

import { InputValidationError } from '../errors.ts';
import { MAX_LISTED_ISSUES } from '../problems.ts';
import type { FieldIssue, IssueCode } from '../problems.ts';

/** Collects what is wrong, so that one answer names it all. */
export class FieldIssues {
  readonly listed: FieldIssue[] = [];
  total = 0;
  /** How many rows the request has, once that is known. */
  rows = 1;

  add(pointer: string, code: IssueCode, found: string, expected: string): void {
    if (this.total++ >= MAX_LISTED_ISSUES) return;
    this.listed.push({ pointer, code, message: `Found ${found}, expected ${expected}.` });
  }

  /** @throws {InputValidationError} if anything was added */
  throwIfAny(): void {
    if (this.total > 0) throw this.toError();
  }

  /** All of it, of which there must be something. */
  toError(): InputValidationError {
    return new InputValidationError(this.listed, this.total, this.rows);
  }

  /**
   * A member that should not be there. Its name is part of the pointer if it can be shown.
   *
   * @param names those that are known: one that is nearly the same was probably meant
   * @param where the end of what was found, such as ` in column 3`
   */
  addUnknown(
    parent: string,
    name: string,
    names: Iterable<string>,
    where = '',
    expected = 'features of the model only',
  ): void {
    const word = plainName(name);
    // The search is for those that are listed: there may be very many of both.
    const meant =
      this.total < MAX_LISTED_ISSUES && [...names].find((each) => plainName(each) === word);
    const found = name === '' ? 'no name' : 'an unknown name';
    this.add(
      isShowable(name) ? pointerTo(parent, name) : parent,
      'unknown',
      found + where,
      meant ? quote(meant) : expected,
    );
  }
}

/**
 * Whether a name is shown: short, of letters, digits and a few signs. Others stay what their sender knows. (A pattern
 * of Unicode's properties is read by the engine where it is met: not at a cold start.)
 */
function isShowable(name: string): boolean {
  return /^[\p{L}\p{N}_ .()%-]{1,64}$/u.test(name);
}

/** A name without what people get wrong: case, blanks, dashes, the form of Unicode. */
export function plainName(name: string): string {
  return name
    .normalize()
    .toLowerCase()
    .replace(/[\s_.-]/g, '');
}

/** A member's pointer. */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
