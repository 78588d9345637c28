import { Duration, Fn, Stack } from 'aws-cdk-lib';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { DomainMappingOptions, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { CORRELATION_HEADER, CORS_HEADERS, gatewayRoutes, ROUTES } from '@lambda-forest/api';
import type { RouteRow } from '@lambda-forest/api';
import type { StageConfig } from '../config/index.ts';
import type { ExistingResources } from './existing-resources.ts';
import { ServiceLogGroup } from './service-log-group.ts';
import { suppress } from './suppress.ts';

/** Of each request, one line of JSON. Neither the body nor the query is logged. */
const ACCESS_LOG = {
  request_id: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  protocol: '$context.protocol',
  source_ip: '$context.identity.sourceIp',
  user_agent: '$context.identity.userAgent',
  response_bytes: '$context.responseLength',
  latency_ms: '$context.responseLatency',
  service_latency_ms: '$context.integrationLatency',
  service_error: '$context.integrationErrorMessage',
  authorizer_error: '$context.authorizer.error',
  error: '$context.error.message',
};

export interface PredictionApiProps extends Pick<
  ExistingResources,
  'accessLogGroup' | 'encryptionKey'
> {
  readonly name: string;
  readonly stage: StageConfig;
  /** What answers: the alias. Each route may invoke it for itself alone. */
  readonly handler: IFunction;
  /** A name of one's own; the execute-api address is then switched off. Default: none. */
  readonly domainMapping?: DomainMappingOptions;
}

/**
 * The HTTP API: the routes of the contract and no others, so that anything else is answered 404 without waking
 * the function. It stands at the root of its address, with or without a domain of its own.
 *
 * - Every route asks for what `auth` says. With `openHealth`, those of health ask for nothing.
 * - Throttled by `throttle`; access logs are JSON and kept as long as the service's.
 * - Browsers are let in from `cors.allowOrigins` only; without any, no CORS header is sent.
 */
export class PredictionApi extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  /** Undefined if the stage has none. */
  readonly accessLogs: ILogGroup | undefined;

  constructor(scope: Construct, id: string, props: PredictionApiProps) {
    super(scope, id);
    const { name, stage, handler, domainMapping } = props;
    this.api = new HttpApi(this, 'Api', {
      apiName: name,
      createDefaultStage: false,
      disableExecuteApiEndpoint: domainMapping !== undefined,
      ...corsOf(stage),
    });
    this.addRoutes(stage, handler);
    this.accessLogs = stage.accessLogs ? this.accessLogGroup(props) : undefined;
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.ratePerSecond, burstLimit: stage.throttle.burst },
      accessLogSettings: this.accessLogs && {
        destination: new LogGroupLogDestination(this.accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
      domainMapping,
    });
    if (this.accessLogs === undefined) {
      const reason = 'accessLogs is false in the configuration, to save what CloudWatch asks for.';
      suppress(
        this.stage,
        { rule: 'AwsSolutions-APIG1', reason },
        { rule: 'Serverless-APIGWAccessLogging', reason },
      );
    }
  }

  /**
   * Named, because a group that does not begin with /aws/vendedlogs/ adds its policy to the account's one for the
   * service, which is full after some APIs. The stack's own ID makes the name new each time that a stack is made.
   */
  private accessLogGroup({ name, stage, accessLogGroup, encryptionKey }: PredictionApiProps) {
    const stackUuid = Fn.select(2, Fn.split('/', Stack.of(this).stackId));
    return (
      accessLogGroup ??
      new ServiceLogGroup(this, 'AccessLogs', {
        stage,
        encryptionKey,
        name: `/aws/vendedlogs/${name}-access-${stackUuid}`,
      })
    );
  }

  private addRoutes(stage: StageConfig, handler: IFunction): void {
    const authorizer = authorizerOf(stage);
    const open = new HttpNoneAuthorizer();
    const scopes =
      stage.auth.type === 'jwt' && stage.auth.scopes.length > 0 ? stage.auth.scopes : undefined;
    const integration = new HttpLambdaIntegration('Service', handler, {
      timeout: Duration.seconds(stage.timeoutSeconds + 1), // so that the function's own end comes first
    });
    for (const { operation, method, path } of gatewayRoutes()) {
      const { isHealth = false }: RouteRow = ROUTES[operation];
      const isOpen = isHealth && stage.openHealth;
      const routes = this.api.addRoutes({
        path,
        methods: [HttpMethod[method]],
        integration,
        authorizer: isOpen ? open : authorizer,
        ...(scopes !== undefined && !isOpen && { authorizationScopes: [...scopes] }),
      });
      const reason = isOpen
        ? 'openHealth is written in the configuration: monitors ask whether the service has its model, and learn its name and version.'
        : 'auth "none" is written in the configuration, and every deployment says so.';
      if (isOpen || stage.auth.type === 'none') {
        for (const route of routes) suppress(route, { rule: 'AwsSolutions-APIG4', reason });
      }
    }
  }
}

function authorizerOf({ auth }: StageConfig): IHttpRouteAuthorizer {
  switch (auth.type) {
    case 'iam':
      return new HttpIamAuthorizer();
    case 'jwt':
      return new HttpJwtAuthorizer('Tokens', auth.issuer, { jwtAudience: [...auth.audience] });
    case 'none':
      return new HttpNoneAuthorizer();
  }
}

function corsOf({
  cors,
}: StageConfig): Pick<ConstructorParameters<typeof HttpApi>[2] & object, 'corsPreflight'> {
  if (cors.allowOrigins.length === 0) return {};
  return {
    corsPreflight: {
      allowOrigins: [...cors.allowOrigins],
      allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
      allowHeaders: [...CORS_HEADERS],
      exposeHeaders: [CORRELATION_HEADER],
      maxAge: Duration.seconds(cors.maxAgeSeconds),
    },
  };
}
