/** What the roles of a template allow of S3, by the actions and the objects that their policies name. */
import type { Template } from '../../src/synth.ts';
import { asText } from './synthesize.ts';

export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** @param id of the role, without what the CDK adds to it */
export function statementsOf(id: string, { Resources }: Template): Statement[] {
  const role = Object.entries(Resources).find(
    ([name, { Type }]) => Type === 'AWS::IAM::Role' && name.startsWith(id),
  )![1];
  const { Policies } = role.Properties as {
    readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: Statement[] } }[];
  };
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** @param request as `FakeS3` has it: `GET bucket/key`, of a list `GET bucket/` */
export function isAllowed(request: string, statements: readonly Statement[]): boolean {
  const [method, path] = /^(\w+) (.+)$/s.exec(request)!.slice(1) as [string, string];
  const action = /\/./.test(path) ? ACTIONS[method]! : 's3:ListBucket';
  const place = path.replace(/\/$/, '');
  return statements.some(
    ({ Action, Resource }) =>
      [Action].flat().includes(action) &&
      [Resource].flat().some((arn) => patternOf(asText(arn)).test(place)),
  );
}

const ACTIONS: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  POST: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

function patternOf(arn: string): RegExp {
  const objects = arn.replace(/^.*:::/, '').replace(/^Work\w+/, 'work');
  const parts = objects.split('*').map((part) => part.replaceAll(/[.$]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
