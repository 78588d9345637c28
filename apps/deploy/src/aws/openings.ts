import type { Template, TemplateResource } from '../synth.ts';

/**
 * What anybody could do without credentials with the new stack but not with the previous one: call a route of
 * the API, invoke the function, use the function's own address.
 *
 * @param before undefined if nothing is deployed
 * @returns sentences, in the template's order
 */
export function openings(before: Template | undefined, after: Template): string[] {
  const known = new Set(before === undefined ? [] : openTo(before));
  return openTo(after).filter((sentence) => !known.has(sentence));
}

function openTo({ Resources }: Template): string[] {
  return Object.entries(Resources).flatMap(
    ([id, resource]) => OPEN[resource.Type]?.(resource, id) ?? [],
  );
}

type Finder = (resource: TemplateResource, id: string) => readonly string[];

const OPEN: Readonly<Record<string, Finder>> = {
  'AWS::ApiGatewayV2::Route': ({ Properties: { AuthorizationType, RouteKey } = {} }) =>
    AuthorizationType === undefined || AuthorizationType === 'NONE'
      ? [`Anybody may call ${String(RouteKey)}.`]
      : [],
  'AWS::Lambda::Permission': ({ Properties: { Principal } = {} }, id) =>
    Principal === '*' ? [`Anybody may invoke the function (${id}).`] : [],
  'AWS::Lambda::Url': ({ Properties: { AuthType } = {} }, id) =>
    AuthType === 'NONE' ? [`Anybody may call the function at its own address (${id}).`] : [],
};
