import { GATEWAY_TIMEOUT_MS } from '@lambda-forest/api';
import { defined } from '@lambda-forest/text';

/** A request of the smoke test. */
export interface SmokeRequest {
  readonly method: 'GET' | 'POST';
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The answer of a service. */
export interface SmokeAnswer {
  readonly status: number;
  /** Its `content-type`, or empty. */
  readonly type: string;
  readonly body: string;
  /** The target of a redirect. */
  readonly location?: string;
}

/** Sends a request to a service and returns the answer. Rejects if there is no answer. */
export type Send = (url: string, request: SmokeRequest) => Promise<SmokeAnswer>;

/** Longer than API Gateway itself waits. */
const TIMEOUT_MS = GATEWAY_TIMEOUT_MS + 1_000;

/** Sends with `fetch`, without following redirects: no route redirects. */
export const send: Send = async (url, { method, headers, body }) => {
  const answer = await fetch(url, {
    method,
    headers: { ...headers },
    ...defined({ body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const location = answer.headers.get('location');
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: await answer.text(),
    ...(location !== null && { location }),
  };
};

/** Sends with a bearer token. */
export function withToken(token: string, carry: Send): Send {
  return (url, request) =>
    carry(url, {
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${token}` },
    });
}
