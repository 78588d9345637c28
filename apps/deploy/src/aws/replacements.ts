import type { ResourceDifference, TemplateDiff } from '@aws-cdk/cloudformation-diff';
import { ResourceImpact } from '@aws-cdk/cloudformation-diff';

/**
 * Changes that need a resource to be replaced although it keeps its name, such as a function that gets its
 * code as an image instead of a zip. CloudFormation creates the new one before it removes the old one, and so refuses
 * that, but only in the middle of the deployment.
 *
 * @returns sentences, in the template's order; none if CloudFormation can do all of it
 */
export function impossibleReplacements({ resources }: TemplateDiff): string[] {
  const sentences: string[] = [];
  resources.forEachDifference((_id, change) => {
    const { newResourceType: type, isUpdate, changeImpact } = change;
    const name = nameOf(change);
    if (!isUpdate || changeImpact !== ResourceImpact.WILL_REPLACE || name === undefined) return;
    sentences.push(
      `${type} ${name} would have to be replaced (${reasons(change).join(', ')}), which CloudFormation does not do while it keeps its name.`,
    );
  });
  return sentences;
}

/** The name that a resource keeps; undefined if CloudFormation chooses it, or if it changes too. */
function nameOf({ newResourceType, oldProperties, newProperties }: ResourceDifference) {
  const property = `${newResourceType?.split('::').at(-1)}Name`; // FunctionName of AWS::Lambda::Function, and so on
  const before: unknown = oldProperties?.[property];
  const after: unknown = newProperties?.[property];
  return typeof after === 'string' && before === after ? after : undefined;
}

/** The properties that cannot change in place, with their values. */
function reasons({ propertyUpdates }: ResourceDifference): string[] {
  return Object.entries(propertyUpdates)
    .filter(([, { changeImpact }]) => changeImpact === ResourceImpact.WILL_REPLACE)
    .map(([property, { oldValue, newValue }]) => {
      const [from, to] = [oldValue, newValue].map((value: unknown) =>
        value === undefined ? 'the default' : JSON.stringify(value),
      );
      return `${property} from ${from} to ${to}`;
    });
}
