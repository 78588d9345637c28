import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What a request is answered with instead: a status, an error of S3, or a connection that ends in the middle. */
export type Fault = number | Refusal | 'cut' | undefined;

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const DENIED = { status: 403, code: 'AccessDenied', message: 'Access Denied' };

/** As much of S3 as is needed, in memory, with faults. Objects by `bucket/key`. */
export class FakeS3 {
  readonly objects = new Map<string, Buffer>();
  /** Every request, as `GET bucket/key`. */
  readonly requests: string[] = [];
  /** Of a page of a list. */
  pageKeys = 1000;
  /** Buckets whose requesters have to say that they pay. */
  readonly requesterPays = new Set<string>();
  fault: (request: string) => Fault = () => undefined;
  readonly #uploads = new Map<string, Map<number, Buffer>>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<FakeS3> {
    const server = createServer();
    const fake = new FakeS3(server);
    server.on('request', (request, response) => void fake.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Uploads that were neither completed nor aborted. */
  get openUploads(): number {
    return this.#uploads.size;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, this.url);
    const path = decodeURIComponent(pathname.slice(1));
    const line = `${request.method} ${path}`;
    this.requests.push(line);
    const body = await buffer(request);
    const isPaid =
      !this.requesterPays.has(path.split('/')[0]!) ||
      request.headers['x-amz-request-payer'] === 'requester';
    const fault = isPaid ? this.fault(line) : DENIED;
    if (typeof fault === 'number') refuse(response, fault);
    else if (typeof fault === 'object') {
      const { status, code, message } = fault;
      response
        .writeHead(status)
        .end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
    } else if (request.method === 'DELETE' && !searchParams.has('uploadId')) {
      this.objects.delete(path);
      response.writeHead(204).end();
    } else if (request.method === 'HEAD') this.#get(path, request, response, false);
    else if (request.method === 'GET' && searchParams.has('list-type')) {
      this.#list(path.replace(/\/$/, ''), searchParams, response);
    } else if (request.method === 'GET') this.#get(path, request, response, fault === 'cut');
    else if (searchParams.has('uploads')) this.#begin(response);
    else if (searchParams.has('uploadId')) {
      this.#upload(path, request, searchParams, body, response);
    } else this.#put(path, request, body, response);
  }

  #list(bucket: string, query: URLSearchParams, response: ServerResponse): void {
    const start = `${bucket}/${query.get('prefix') ?? ''}`;
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(start)).sort();
    const from = Number(query.get('continuation-token') ?? 0);
    const page = keys.slice(from, from + this.pageKeys);
    const next = from + this.pageKeys < keys.length ? from + this.pageKeys : undefined;
    const contents = page.map((path) => {
      const bytes = this.objects.get(path)!;
      const key = escapeXml(path.slice(bucket.length + 1));
      return `<Contents><Key>${key}</Key><Size>${bytes.length}</Size><ETag>${escapeXml(etagOf(bytes))}</ETag></Contents>`;
    });
    const more = next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
    response.end(
      `<ListBucketResult><IsTruncated>${next !== undefined}</IsTruncated>${more}${contents.join('')}</ListBucketResult>`,
    );
  }

  #get(path: string, request: IncomingMessage, response: ServerResponse, isCut: boolean): void {
    const bytes = this.objects.get(path);
    if (bytes === undefined) {
      refuse(response, 404);
      return;
    }
    const match = request.headers['if-match'];
    if (match !== undefined && match !== etagOf(bytes)) {
      refuse(response, 412);
      return;
    }
    const [, start = '0', end = `${bytes.length - 1}`] =
      /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const part = bytes.subarray(Number(start), Number(end) + 1);
    response.writeHead(request.headers.range === undefined ? 200 : 206, {
      'content-length': part.length,
      etag: etagOf(bytes),
    });
    if (!isCut) return void response.end(part);
    response.write(part.subarray(0, part.length / 2), () => response.destroy());
  }

  #put(path: string, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const status = this.#conflict(path, request);
    if (status !== undefined) {
      refuse(response, status);
      return;
    }
    this.objects.set(path, body);
    response.setHeader('etag', etagOf(body)).end();
  }

  /** What a write is refused with whose condition does not hold. */
  #conflict(path: string, { headers }: IncomingMessage): number | undefined {
    const known = this.objects.get(path);
    if (headers['if-none-match'] === '*') return known === undefined ? undefined : 412;
    const match = headers['if-match'];
    if (match === undefined) return undefined;
    if (known === undefined) return 404;
    return match === etagOf(known) ? undefined : 412;
  }

  #begin(response: ServerResponse): void {
    const id = randomUUID();
    this.#uploads.set(id, new Map());
    response.end(
      `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
  }

  #upload(
    path: string,
    request: IncomingMessage,
    query: URLSearchParams,
    body: Buffer,
    response: ServerResponse,
  ): void {
    const id = query.get('uploadId')!;
    const parts = this.#uploads.get(id);
    if (parts === undefined) {
      refuse(response, 404);
      return;
    }
    if (request.method === 'PUT') {
      parts.set(Number(query.get('partNumber')), body);
      response.setHeader('etag', etagOf(body)).end();
      return;
    }
    if (request.method === 'DELETE') {
      this.#uploads.delete(id);
      response.writeHead(204).end();
      return;
    }
    const status = this.#conflict(path, request);
    if (status !== undefined) {
      refuse(response, status);
      return;
    }
    this.#uploads.delete(id);
    const all = [...parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
    this.objects.set(path, Buffer.concat(all));
    response.end('<CompleteMultipartUploadResult></CompleteMultipartUploadResult>');
  }
}

/** As S3 does it: what would be read as another character is written by its number. */
function escapeXml(text: string): string {
  const names = new Map([
    ['&', 'amp'],
    ['<', 'lt'],
    ['>', 'gt'],
    ['"', 'quot'],
  ]);
  // oxlint-disable-next-line no-control-regex -- keys may have any character
  return text.replaceAll(/[&<>"\u0000-\u001f]/g, (character) => {
    return `&${names.get(character) ?? `#x${character.codePointAt(0)!.toString(16)}`};`;
  });
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end(`<Error><Code>Refused${status}</Code></Error>`);
}
