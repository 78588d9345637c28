import type { Entry } from './entries.ts';

/** The properties of every kind of field. */
export interface InputProps<Kind> {
  readonly id: string;
  readonly field: Kind;
  readonly entry: Entry;
  readonly isInvalid: boolean;
  /** Id of the field's errors and warnings, while there are any. */
  readonly describedBy: string | undefined;
  readonly onChange: (entry: Entry) => void;
}
