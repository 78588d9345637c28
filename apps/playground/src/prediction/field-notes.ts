/** The errors and warnings of the last answer by field. */
import type { RowAnswer } from '@lambda-forest/api';

import type { Outcome } from '../api/client.ts';
import { sortErrors } from '../api/pointers.ts';
import type { Field } from '../form/fields.ts';

export interface FieldNotes {
  /** Field name to messages. */
  readonly errors: ReadonlyMap<string, readonly string[]>;
  readonly warnings: ReadonlyMap<string, readonly string[]>;
  /** Of no field: they are shown in place of the answer. */
  readonly others: readonly string[];
}

export function fieldNotes(
  outcome: Outcome<RowAnswer> | undefined,
  fields: readonly Field[],
): FieldNotes {
  const none = { errors: new Map(), warnings: new Map(), others: [] };
  switch (outcome?.kind) {
    case undefined:
      return none;
    case 'unreachable':
      return { ...none, others: ['The service does not answer. Is it still running?'] };
    case 'answer': {
      const warnings = new Map<string, readonly string[]>();
      for (const { feature, message } of outcome.value.warnings) {
        warnings.set(feature, [...(warnings.get(feature) ?? []), message]);
      }
      return { ...none, warnings };
    }
    case 'problem': {
      const { title, detail, errors = [] } = outcome.problem;
      const names = fields.map(({ name }) => name);
      const { byFeature, others } = sortErrors(errors, '/features', names);
      const summary = byFeature.size > 0 ? [] : [detail ?? `${title}.`];
      return { ...none, errors: byFeature, others: [...summary, ...others] };
    }
  }
}
