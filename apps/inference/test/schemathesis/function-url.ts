/**
 * The service as a Function URL passes requests on to it: all of them, whatever their method and path. (API Gateway,
 * which `serve` imitates, answers by itself what is no route.)
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { toGatewayAnswer } from '../../program/serve/gateway-answer.ts';
import { toGatewayEvent } from '../../program/serve/gateway-event.ts';
import { client } from '../client.ts';

/** @param model its file's bytes */
export async function whileAtFunctionUrl<T>(
  model: Uint8Array,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const { service } = client(model);
  const server = createServer((request, response) => {
    void (async () => {
      const { method = 'GET', url: target = '/', headers } = request;
      const event = toGatewayEvent({
        ...{ method, target, headers, routeKey: '$default', body: await buffer(request) },
        ...{ sourceIp: '127.0.0.1', receivedAt: Date.now() },
      });
      const answer = toGatewayAnswer(await service(event));
      response.writeHead(answer.status, answer.headers as Record<string, string>);
      response.end(method === 'HEAD' ? undefined : answer.body);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
