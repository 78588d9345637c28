/**
 * A program: serves the built page and, on the same origin, the real handler, with the model that MODEL_PATH
 * names. Prints its address and goes on until it is stopped. The service is loaded as a file, because no module
 * may import an app.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (event: unknown) => Promise<{
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}>;

const WORKSPACE = new URL('../../../../', import.meta.url);
const PAGE = new URL('dist/apps/playground/', WORKSPACE);
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

const { handler } = (await import(new URL('apps/inference/src/handler.ts', WORKSPACE).href)) as {
  handler: Handler;
};

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const file = await readPage(pathname);
  if (file !== undefined) {
    response.writeHead(200, { 'content-type': file.type }).end(file.content);
    return;
  }
  const { statusCode, headers, body } = await handler(await eventOf(request, pathname));
  response.writeHead(statusCode, headers).end(body);
}

/** A file of the page; undefined if it has none of this name, or the name is none of the page's. */
async function readPage(pathname: string): Promise<{ content: Buffer; type: string } | undefined> {
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);
  const type = TYPES[name.split('.').at(-1) ?? ''];
  if (type === undefined || !/^[\w./-]+$/.test(name) || name.includes('..')) return undefined;
  try {
    return { content: await readFile(new URL(name, PAGE)), type };
  } catch {
    return undefined;
  }
}

/** The event of API Gateway's HTTP API (payload format 2.0), with a body as API Gateway encodes binary ones. */
async function eventOf(request: IncomingMessage, rawPath: string): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: '',
    headers: request.headers,
    requestContext: {
      stage: '$default',
      requestId: 'test',
      http: { method: request.method, path: rawPath },
    },
    ...(body.length > 0 && { body: body.toString('base64') }),
    isBase64Encoded: body.length > 0,
  };
}
