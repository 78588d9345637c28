/** The page's requests, all to its own origin. */
import type { ModelDescription, Problem } from './types.ts';

/** An answer: its JSON with the status, or nothing at all because the service did not answer. */
export type Outcome<T> =
  | { readonly kind: 'answer'; readonly status: number; readonly value: T }
  | { readonly kind: 'problem'; readonly status: number; readonly problem: Problem }
  | { readonly kind: 'unreachable' };

export function getModel(): Promise<Outcome<ModelDescription>> {
  return call<ModelDescription>('model');
}

/** @param body what is sent, as it stands; the content type says what it is */
export function post<T>(path: string, body: BodyInit, contentType: string): Promise<Outcome<T>> {
  return call<T>(path, { method: 'POST', body, headers: { 'content-type': contentType } });
}

/** The address of a path of the API, wherever the page stands. */
export function addressOf(path: string): string {
  return new URL(path, document.baseURI).href;
}

async function call<T>(path: string, init: RequestInit = {}): Promise<Outcome<T>> {
  try {
    const response = await fetch(addressOf(path), { ...init, credentials: 'same-origin' });
    const { status } = response;
    if (response.ok) return { kind: 'answer', status, value: (await response.json()) as T };
    return { kind: 'problem', status, problem: await readProblem(response) };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** What stands between page and service, such as a gateway, may refuse in another form. */
async function readProblem(response: Response): Promise<Problem> {
  const { status, statusText } = response;
  try {
    const problem = (await response.json()) as Partial<Problem>;
    if (typeof problem.title === 'string') return { ...problem, title: problem.title, status };
  } catch {
    // Not JSON: the status has to do.
  }
  return { title: `The service answered ${status} ${statusText}`.trim(), status };
}
