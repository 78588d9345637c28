import { InputValidationError } from '../errors.ts';
import { MAX_LISTED_ISSUES } from '../problems.ts';
import type { FieldIssue, IssueCode } from '../problems.ts';

/** Names that are shown: short, of letters, digits and a few signs. Others stay what their sender knows. */
const SHOWABLE = /^[\p{L}\p{N}_ .()%-]{1,64}$/u;

/** Collects what is wrong, so that one answer names it all. */
export class FieldIssues {
  readonly listed: FieldIssue[] = [];
  total = 0;

  add(pointer: string, code: IssueCode, message: string): void {
    if (this.total++ < MAX_LISTED_ISSUES) this.listed.push({ pointer, code, message });
  }

  /** @throws {InputValidationError} if anything was added */
  throwIfAny(): void {
    if (this.total > 0) throw this.toError();
  }

  /** All of it, of which there must be something. */
  toError(): InputValidationError {
    return new InputValidationError(this.listed, this.total);
  }

  /** A member that should not be there. Its name is part of the pointer if it can be shown. */
  addUnknown(parent: string, name: string, expected: string): void {
    const pointer = SHOWABLE.test(name) ? pointerTo(parent, name) : parent;
    this.add(pointer, 'unknown', `Found an unknown name, expected ${expected}.`);
  }
}

/** A member's pointer. */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
