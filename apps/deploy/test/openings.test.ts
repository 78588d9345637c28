import { stripVTControlCharacters } from 'node:util';

import { expect, test } from 'vitest';

import { openings } from '../src/aws/openings.ts';
import { stackDifference } from '../src/aws/stack-difference.ts';
import type { Template, TemplateResource } from '../src/synth.ts';
import { synthesizeStage } from './fixture.ts';

const template = (...resources: TemplateResource[]): Template => ({
  Resources: Object.fromEntries(resources.map((resource, i) => [`R${i}`, resource])),
  Outputs: {},
});

const route = (RouteKey: string, AuthorizationType?: string): TemplateResource => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: { RouteKey, ...(AuthorizationType !== undefined && { AuthorizationType }) },
});

test('a route without authentication is an opening, new or changed', () => {
  expect(
    openings(undefined, template(route('GET /a', 'NONE'), route('GET /b', 'AWS_IAM'))),
  ).toEqual(['Anybody may call GET /a.']);
  expect(openings(template(route('GET /a', 'JWT')), template(route('GET /a')))).toEqual([
    'Anybody may call GET /a.',
  ]);
});

test('a route that was open before is not one, nor is closing one', () => {
  const open = template(route('GET /a', 'NONE'));
  expect(openings(open, open)).toEqual([]);
  expect(openings(open, template(route('GET /a', 'AWS_IAM')))).toEqual([]);
});

test('a function that anybody may invoke or call is one', () => {
  expect(
    openings(
      undefined,
      template(
        { Type: 'AWS::Lambda::Permission', Properties: { Principal: '*' } },
        { Type: 'AWS::Lambda::Permission', Properties: { Principal: 'apigateway.amazonaws.com' } },
        { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'NONE' } },
      ),
    ),
  ).toEqual([
    'Anybody may invoke the function (R0).',
    'Anybody may call the function at its own address (R2).',
  ]);
});

test('the first deployment changes permissions, the same template once more nothing', async () => {
  const { template: ours } = await synthesizeStage();
  const first = stackDifference(undefined, ours);
  expect(first).toMatchObject({ changesIam: true, openings: [] });
  expect(first.text).toContain('IAM Statement Changes');
  expect(first.text).not.toContain('BootstrapVersion');
  const narrow = stripVTControlCharacters(stackDifference(undefined, ours, 100).text).split('\n');
  const table = narrow.filter((line) => /^[┌│├└]/.test(line));
  expect(Math.max(...table.map(({ length }) => length))).toBeLessThanOrEqual(100);
  expect(table.length).toBeGreaterThan(10);
  expect(stackDifference(ours, ours)).toEqual({
    changes: 0,
    text: '',
    changesIam: false,
    openings: [],
    impossible: [],
  });
});

test('more memory changes no permission, authentication switched off opens the routes', async () => {
  const { template: before } = await synthesizeStage();
  const more = stackDifference(before, (await synthesizeStage({ memoryMb: 1024 })).template);
  expect(more).toMatchObject({ changesIam: false, openings: [] });
  expect(more.changes).toBeGreaterThan(0);
  const { template: after } = await synthesizeStage({ auth: { type: 'none' } });
  expect(stackDifference(before, after).openings).toContain('Anybody may call POST /predict.');
});
