/** The event of one prediction, as API Gateway sends it. @param features in the schema's order */
export function predictEvent(features: readonly unknown[]): unknown {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/predict',
    rawQueryString: '',
    headers: {
      accept: '*/*',
      'content-length': '31',
      'content-type': 'application/json',
      host: 'example.execute-api.eu-west-1.amazonaws.com',
      'user-agent': 'bench/1.0',
      'x-amzn-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700',
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    requestContext: {
      accountId: '123456789012',
      apiId: 'example',
      domainName: 'example.execute-api.eu-west-1.amazonaws.com',
      domainPrefix: 'example',
      http: {
        method: 'POST',
        path: '/predict',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'bench/1.0',
      },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: '$default',
      stage: '$default',
      time: '25/Nov/2026:09:00:00 +0000',
      timeEpoch: 1_795_597_200_000,
    },
    body: JSON.stringify({ features }),
    isBase64Encoded: false,
  };
}
