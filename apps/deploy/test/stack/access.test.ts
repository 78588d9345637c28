/** Who may invoke what, and who may do what. */
import { gatewayRoutes } from '@lambda-forest/api';
import { expect, test } from 'vitest';

import { only, properties, resources, single, synthesizeStage } from '../fixture.ts';
import type { Json } from '../fixture.ts';

type Auth = NonNullable<NonNullable<Parameters<typeof synthesizeStage>[0]>['auth']>;

const { routes: closed, api } = await routesOf({});

async function routesOf(stage: Parameters<typeof synthesizeStage>[0]) {
  const result = await synthesizeStage(stage);
  const routes = properties(result, 'AWS::ApiGatewayV2::Route');
  return { result, routes, api: only(result, 'AWS::ApiGatewayV2::Api') };
}

const keys = (routes: readonly Json[]) => routes.map((route) => route.RouteKey).sort();

test('the gateway takes the routes of the contract, HEAD for health, and nothing else', () => {
  const routes = gatewayRoutes().map(({ method, path }) => `${method} ${path}`);
  expect(keys(closed)).toEqual(routes.sort());
  expect(routes.filter((key) => key.startsWith('HEAD'))).toEqual(['HEAD /health', 'HEAD /ready']);
  for (const key of routes) expect(key).toMatch(/^(GET|HEAD|POST) (\/[\w.{}]+)+$/); // no slash at the end, no OPTIONS, ANY or $default
});

test('by default every route requires a signature by IAM', () => {
  for (const route of closed) expect(route).toMatchObject({ AuthorizationType: 'AWS_IAM' });
});

test('with jwt, every route requires a token of the issuer', async () => {
  const { result, routes } = await routesOf({
    auth: {
      type: 'jwt',
      issuer: 'https://login.example.com/',
      audience: ['me'],
      scopes: ['predict'],
    },
  });
  const [authorizer] = single(result, 'AWS::ApiGatewayV2::Authorizer');
  expect(only(result, 'AWS::ApiGatewayV2::Authorizer')).toMatchObject({
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: 'https://login.example.com/', Audience: ['me'] },
  });
  for (const route of routes) {
    expect(route).toMatchObject({
      AuthorizationType: 'JWT',
      AuthorizationScopes: ['predict'],
      AuthorizerId: { Ref: authorizer },
    });
  }
});

const locked: Auth[] = [
  { type: 'iam' },
  { type: 'jwt', issuer: 'https://x.example.com', audience: ['me'] },
];

test.each(locked)('health may stay open, and nothing else does: $type', async (auth) => {
  const { routes } = await routesOf({ auth, openHealth: true });
  const open = routes.filter((route) => route.AuthorizationType === 'NONE');
  expect(keys(open)).toEqual(['GET /health', 'GET /ready', 'HEAD /health', 'HEAD /ready']);
  for (const route of open) expect(route).not.toHaveProperty('AuthorizationScopes');
});

test('only a configuration with none opens every route', async () => {
  const { result, routes } = await routesOf({ auth: { type: 'none' } });
  for (const route of routes) expect(route.AuthorizationType).toBe('NONE');
  expect(result.warnings.join()).toContain('ANYBODY');
});

test('only the gateway may invoke, only the alias, and each route separately', async () => {
  const result = await synthesizeStage();
  const [alias] = single(result, 'AWS::Lambda::Alias');
  const permissions = properties(result, 'AWS::Lambda::Permission');
  for (const permission of permissions) {
    expect(permission).toMatchObject({
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      FunctionName: { Ref: alias },
    });
  }
  const sources = permissions.map(({ SourceArn }) => JSON.stringify(SourceArn));
  const paths = gatewayRoutes().map(({ path }) => path);
  expect(sources.map((it) => /\/\*\/\*(\/[^"]+)"/.exec(it)?.[1]).sort()).toEqual(paths.sort());
  expect(resources(result, 'AWS::Lambda::Url')).toEqual([]);
  expect(only(result, 'AWS::ApiGatewayV2::Integration')).toMatchObject({
    IntegrationUri: { Ref: alias },
    PayloadFormatVersion: '2.0',
  });
});

test('each role has only the permissions that it needs, and no managed policy', async () => {
  const result = await synthesizeStage();
  const roles = properties(result, 'AWS::IAM::Role');
  const allowed = roles.map((role) => {
    const trusted: Json[] = role.AssumeRolePolicyDocument.Statement;
    const policies: Json[] = role.Policies;
    const statements = policies.flatMap<Json>(({ PolicyDocument }) => PolicyDocument.Statement);
    return [
      trusted.map(({ Principal }) => Principal.Service),
      statements.flatMap(({ Action }) => Action),
    ];
  });
  expect(allowed).toEqual([
    [
      ['lambda.amazonaws.com'],
      [
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'xray:PutTelemetryRecords',
        'xray:PutTraceSegments',
      ],
    ],
    [
      ['codedeploy.amazonaws.com'],
      [
        'lambda:GetAlias',
        'lambda:GetProvisionedConcurrencyConfig',
        'lambda:UpdateAlias',
        'cloudwatch:DescribeAlarms',
      ],
    ],
  ]);
  for (const role of roles) expect(role).not.toHaveProperty('ManagedPolicyArns');
  expect(resources(result, 'AWS::IAM::Policy')).toEqual([]);
});

test("logs are written only to the function's own log group", async () => {
  const result = await synthesizeStage();
  const { LoggingConfig } = only(result, 'AWS::Lambda::Function');
  const [role] = properties(result, 'AWS::IAM::Role');
  const [statement] = role.Policies[0].PolicyDocument.Statement;
  expect(statement.Resource).toEqual({ 'Fn::GetAtt': [LoggingConfig.LogGroup.Ref, 'Arn'] });
});

test('without origins, no page of a browser is let in: a preflight finds no route', () => {
  expect(api).not.toHaveProperty('CorsConfiguration');
});

test('the API stands at the root of its address', async () => {
  expect(only((await routesOf({})).result, 'AWS::ApiGatewayV2::Stage').StageName).toBe('$default');
});

test('the origins of the list are let in, and no others', async () => {
  const allowOrigins = ['https://a.example.com', 'https://b.example.com'];
  const { api: open } = await routesOf({ cors: { allowOrigins, maxAgeSeconds: 60 } });
  expect(open.CorsConfiguration).toMatchObject({
    AllowOrigins: allowOrigins,
    AllowMethods: ['GET', 'POST'],
    MaxAge: 60,
  });
});

test('the topic accepts only messages of alarms of this account, over TLS', async () => {
  const { PolicyDocument } = only(await synthesizeStage(), 'AWS::SNS::TopicPolicy');
  expect(PolicyDocument.Statement).toMatchObject([
    { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    },
  ]);
});

test('a custom domain is the only entrance', async () => {
  const { result, api: named } = await routesOf({
    domain: {
      name: 'predict.example.com',
      certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/x',
      hostedZoneId: 'Z123',
      hostedZoneName: 'example.com',
    },
  });
  expect(named.DisableExecuteApiEndpoint).toBe(true);
  // A base path would stay in front of every path that the service sees.
  expect(only(result, 'AWS::ApiGatewayV2::ApiMapping')).not.toHaveProperty('ApiMappingKey');
  const [configuration] = only(result, 'AWS::ApiGatewayV2::DomainName').DomainNameConfigurations;
  expect(configuration).toMatchObject({ SecurityPolicy: 'TLS_1_2' });
  const records = resources(result, 'AWS::Route53::RecordSet').map(([, it]) => it.Properties.Type);
  expect(records.sort()).toEqual(['A', 'AAAA']);
  expect(result.template.Outputs['ApiUrl']!.Value).toBe('https://predict.example.com');
});
