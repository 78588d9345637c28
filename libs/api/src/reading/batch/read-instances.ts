import { FieldIssues } from '../field-issues.ts';
import { readOnlyMember } from '../read-body.ts';
import { requireRowCount } from '../row-count.ts';
import { kindOf } from '../row-reader.ts';

/**
 * The rows of a batch: `{"instances":[...]}`, each one what `features` is in a single prediction.
 *
 * @throws {InputValidationError} for another form or no rows
 * @throws {RequestError} BODY_TOO_LARGE for more than `maxRows`
 */
export function readInstances(body: unknown, maxRows: number): readonly unknown[] {
  const instances = readOnlyMember(body, 'instances');
  if (!Array.isArray(instances) || instances.length === 0) {
    const found = Array.isArray(instances) ? 'an empty list' : kindOf(instances);
    const issues = new FieldIssues();
    issues.add('/instances', 'type', found, 'a list of at least one instance');
    throw issues.toError();
  }
  requireRowCount(instances.length, maxRows);
  return instances;
}
