import { InputValidationError } from './errors.ts';

/** Why a field was refused: what programs compare, and metrics count by. */
export type IssueCode =
  'type' | 'length' | 'missing' | 'unknown' | 'category' | 'number' | 'shape' | 'datatype';

/** One field that does not fit. */
export interface FieldIssue {
  /** Where it stands in the body: a JSON Pointer (RFC 6901). */
  readonly pointer: string;
  readonly code: IssueCode;
  /** What was found and what was expected; never the value itself. */
  readonly message: string;
}

/** Issues of one answer beyond this many are counted and not listed. */
export const MAX_LISTED_ISSUES = 100;

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
    if (this.total > 0) throw new InputValidationError(this.listed, this.total);
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
