/** The page's requests, all to its own origin. */
import { ROUTES } from '@lambda-forest/api';
import type { AnswerOf, Operation, Problem } from '@lambda-forest/api';

/** An answer: its JSON with the status, or nothing at all because the service did not answer. */
export type Outcome<T> =
  | { readonly kind: 'answer'; readonly status: number; readonly value: T }
  | { readonly kind: 'problem'; readonly status: number; readonly problem: Refusal }
  | { readonly kind: 'unreachable' };

/** Problem details, of which what stands between page and service may have the title and the status alone. */
type Refusal = Partial<Problem> & Pick<Problem, 'title' | 'status'>;

/** The address of an operation of the API, wherever the page stands. */
export function addressOf(operation: Operation): string {
  return new URL(`.${ROUTES[operation].path}`, document.baseURI).href;
}

/** @param content what is sent, as it stands, and its content type. Default: nothing */
export async function ask<O extends Operation>(
  operation: O,
  content?: { readonly body: BodyInit; readonly type: string },
): Promise<Outcome<AnswerOf<O>>> {
  try {
    const response = await fetch(addressOf(operation), {
      method: ROUTES[operation].method,
      ...(content !== undefined && {
        body: content.body,
        headers: { 'content-type': content.type },
      }),
      credentials: 'same-origin',
    });
    const { status } = response;
    if (response.ok) {
      return { kind: 'answer', status, value: (await response.json()) as AnswerOf<O> };
    }
    return { kind: 'problem', status, problem: await readProblem(response) };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** Something between page and service, such as a gateway, may refuse in another form. */
async function readProblem(response: Response): Promise<Refusal> {
  const { status, statusText } = response;
  try {
    const problem = (await response.json()) as Partial<Problem>;
    if (typeof problem.title === 'string') return { ...problem, title: problem.title, status };
  } catch {
    // Not JSON: the status must suffice.
  }
  return { title: `The service answered ${status} ${statusText}`.trim(), status };
}
