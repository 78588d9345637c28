/** What checks of answers expect, and how they say what they found instead. */
import { isObject, printable } from '@lambda-forest/text';

import type { SmokeAnswer } from './send.ts';

/** An expectation that was not met, in words. */
export class Unexpected extends Error {}

/** The members of an answer, each of which may be missing. */
export function jsonOf({ body }: SmokeAnswer): object {
  try {
    const value: unknown = JSON.parse(body);
    if (isObject(value)) return value;
  } catch {
    // Reported below, like any other body that is not an object.
  }
  const found = body === '' ? 'an empty body' : quote(body);
  throw new Unexpected(`Found ${found}, expected a JSON object.`);
}

export function expectStatus(answer: SmokeAnswer, status: number): SmokeAnswer {
  expectThat(answer.status === status, `status ${answer.status}${saidBy(answer)}`, `${status}`);
  return answer;
}

/** Details of an unexpected answer. */
function saidBy({ location, body }: SmokeAnswer): string {
  if (location !== undefined) return ` (a redirect to ${quote(location)})`;
  return body === '' ? '' : ` (${quote(body)})`;
}

export function expectThat(holds: boolean, found: string, expected: string): void {
  if (!holds) throw new Unexpected(`Found ${found}, expected ${expected}.`);
}

function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return printable(line.length > 120 ? `${line.slice(0, 120)}...` : line);
}

export function reasonOf(error: unknown): string {
  if (error instanceof Unexpected) return error.message;
  // The message of fetch says little; the one of its cause says why.
  const { message, cause } =
    error instanceof Error ? error : { message: String(error), cause: undefined };
  const reason = cause instanceof Error && cause.message !== '' ? cause.message : message;
  return `Found no answer (${printable(reason)}), expected one.`;
}
