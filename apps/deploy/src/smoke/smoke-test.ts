/**
 * Asks a deployed service what a caller would ask, and checks that it answers as it must and with the model that
 * it should have. The requests are made from the service's own OpenAPI document, so that the test knows no model.
 *
 * ```ts
 * const report = await smokeTest('https://api.example.com', { send, modelSha256, now, wait });
 * if (!report.ok) throw smokeFailure(report);
 * ```
 */
import { printable } from '@lambda-forest/text';

import { SmokeTestError } from '../errors.ts';
import type { Send, SmokeAnswer } from './send.ts';

export interface SmokeOptions {
  /** Carries requests as a caller who is let in. */
  readonly send: Send;
  /** Carries requests without authentication: they must be refused. Default: not tried. */
  readonly sendUnknown?: Send;
  /** SHA-256 of the model file that must be live, hexadecimal. Default: any. */
  readonly modelSha256?: string;
  /** Whether it has just been changed: it may take seconds until that is seen. Default: no. */
  readonly isFresh?: boolean;
  /** A clock, in milliseconds. */
  readonly now: () => number;
  /** Waits so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

export interface SmokeCheck {
  /** Such as `POST /predict`. */
  readonly name: string;
  readonly ok: boolean;
  /** What was found, and what was expected if that is something else. */
  readonly detail: string;
  readonly milliseconds: number;
}

export interface SmokeReport {
  readonly url: string;
  readonly ok: boolean;
  readonly checks: readonly SmokeCheck[];
  /** The model that answered, as `GET /health` says. */
  readonly model: { readonly name: string; readonly version: string; readonly sha256: string };
  /** The body that was predicted, as JSON. */
  readonly example: string;
}

/** A new version is seen everywhere within seconds after the alias moved. */
const HEALTH_ATTEMPTS = 10;
const HEALTH_WAIT_MS = 2_000;

const JSON_HEADERS = { 'content-type': 'application/json' };
const NO_MODEL = { name: '', version: '', sha256: '' };

/** @param url of the API, without a slash at its end */
export async function smokeTest(url: string, options: SmokeOptions): Promise<SmokeReport> {
  const { send, sendUnknown, now } = options;
  const checks: SmokeCheck[] = [];
  let model = NO_MODEL;
  let example = '';

  await check('GET /health', async () => {
    model = await health(url, options);
    return `${model.name} ${model.version}, SHA-256 ${model.sha256}`;
  });
  if (checks[0]?.ok !== true) return report();
  await check('GET /ready', async () => {
    expectStatus(await get('/ready'), 200);
    return 'ready';
  });
  await check('GET /openapi.json', async () => {
    example = exampleOf(await get('/openapi.json'));
    return 'has an example';
  });
  if (example === '') return report();
  await check('POST /predict', async () => {
    const { prediction, class_name: name } = prediction200(await post('/predict', example), model);
    return `prediction ${JSON.stringify(prediction)}${name === undefined ? '' : ` (${printable(name)})`}`;
  });
  await check('POST /predict/batch', async () => {
    const { features } = JSON.parse(example) as { features: unknown };
    const body = JSON.stringify({ instances: [features, features] });
    const answer = expectStatus(await post('/predict/batch', body), 200);
    const { succeeded } = jsonOf(answer);
    expectThat(succeeded === 2, `${JSON.stringify(succeeded)} of 2 rows predicted`, 'both');
    return '2 of 2 rows';
  });
  await check('POST /predict, not valid', async () => {
    const answer = expectStatus(await post('/predict', '{"features":[]}'), 400);
    expectThat(answer.type.startsWith('application/problem+json'), answer.type, 'problem details');
    return 'refused with problem details';
  });
  if (sendUnknown !== undefined) {
    await check('POST /predict, not authenticated', async () => {
      const request = { method: 'POST', headers: JSON_HEADERS, body: example } as const;
      const { status } = await sendUnknown(`${url}/predict`, request);
      expectThat(status === 401 || status === 403, `status ${status}`, '401 or 403');
      return `refused with ${status}`;
    });
  }
  return report();

  function get(path: string): Promise<SmokeAnswer> {
    return send(`${url}${path}`, { method: 'GET', headers: {} });
  }

  function post(path: string, body: string): Promise<SmokeAnswer> {
    return send(`${url}${path}`, { method: 'POST', headers: JSON_HEADERS, body });
  }

  async function check(name: string, run: () => Promise<string>): Promise<void> {
    const start = now();
    try {
      const detail = await run();
      checks.push({ name, ok: true, detail, milliseconds: now() - start });
    } catch (error) {
      checks.push({ name, ok: false, detail: reasonOf(error), milliseconds: now() - start });
    }
  }

  function report(): SmokeReport {
    return { url, ok: checks.every(({ ok }) => ok), checks, model, example };
  }
}

/** The error for a report that is not all well: its first failed check. */
export function smokeFailure(
  { url, checks }: Pick<SmokeReport, 'url' | 'checks'>,
  remedy: string,
): SmokeTestError {
  const failed = checks.filter(({ ok }) => !ok);
  const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
  const [first] = failed;
  return new SmokeTestError(url, `${first?.name ?? ''}: ${first?.detail ?? ''}${more}`, remedy);
}

/** An expectation that was not met, in words. */
class Unexpected extends Error {}

async function health(url: string, { send, modelSha256, isFresh = false, wait }: SmokeOptions) {
  const attempts = isFresh ? HEALTH_ATTEMPTS : 1;
  for (let attempt = 1; ; attempt++) {
    try {
      const request = { method: 'GET', headers: {} } as const;
      const answer = expectStatus(await send(`${url}/health`, request), 200);
      const { name, version, sha256 } = jsonOf(answer).model ?? NO_MODEL;
      expectThat(/^[0-9a-f]{8,64}$/.test(sha256), 'no model', "the model's SHA-256");
      // The service says the beginning of the hash.
      expectThat(
        modelSha256?.toLowerCase().startsWith(sha256) ?? true,
        `a model with SHA-256 ${sha256}`,
        modelSha256 ?? '',
      );
      return { name: printable(name), version: printable(version), sha256 };
    } catch (error) {
      // Who is refused now will be refused in two seconds.
      const isFinal = error instanceof Unexpected && /status 40[13]/.test(error.message);
      if (isFinal || attempt === attempts) throw error;
      await wait(HEALTH_WAIT_MS);
    }
  }
}

/** What the service says of its answers; members that it may leave out are optional. */
interface ServiceJson {
  readonly model?: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly prediction?: unknown;
  readonly class_name?: string;
  readonly probabilities?: readonly number[];
  readonly succeeded?: number;
}

function prediction200(answer: SmokeAnswer, model: SmokeReport['model']): ServiceJson {
  const body = jsonOf(expectStatus(answer, 200));
  const { prediction, probabilities } = body;
  expectThat(typeof prediction === 'number', JSON.stringify(prediction ?? null), 'a prediction');
  const sum = probabilities?.reduce((total, share) => total + share, 0) ?? 1;
  expectThat(Math.abs(sum - 1) < 1e-6, `probabilities with the sum ${sum}`, '1');
  const sha256 = body.model?.sha256 ?? 'none';
  expectThat(sha256 === model.sha256, `a model with SHA-256 ${sha256}`, model.sha256);
  return body;
}

/** The body that the OpenAPI document gives as an example of a prediction, as JSON. */
function exampleOf(answer: SmokeAnswer): string {
  const { paths } = jsonOf(expectStatus(answer, 200)) as {
    readonly paths?: Readonly<Record<string, { readonly post?: Operation } | undefined>>;
  };
  const content = paths?.['/predict']?.post?.requestBody?.content;
  const example = content?.['application/json']?.example;
  expectThat(typeof example === 'object' && example !== null, 'no example', 'one');
  return JSON.stringify(example);
}

interface Operation {
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly example?: unknown } | undefined>>;
  };
}

function jsonOf({ body }: SmokeAnswer): ServiceJson {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below, like any other thing that is no object.
  }
  const found = body === '' ? 'an empty body' : quote(body);
  throw new Unexpected(`Found ${found}, expected a JSON object.`);
}

function expectStatus(answer: SmokeAnswer, status: number): SmokeAnswer {
  expectThat(answer.status === status, `status ${answer.status}${saidBy(answer)}`, `${status}`);
  return answer;
}

/** What an answer that was not expected says about itself. */
function saidBy({ location, body }: SmokeAnswer): string {
  if (location !== undefined) return ` (a redirect to ${quote(location)})`;
  return body === '' ? '' : ` (${quote(body)})`;
}

function expectThat(holds: boolean, found: string, expected: string): void {
  if (!holds) throw new Unexpected(`Found ${found}, expected ${expected}.`);
}

function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return printable(line.length > 120 ? `${line.slice(0, 120)}...` : line);
}

function reasonOf(error: unknown): string {
  if (error instanceof Unexpected) return error.message;
  // What fetch throws says little itself; its cause does.
  const { message, cause } =
    error instanceof Error ? error : { message: String(error), cause: undefined };
  const reason = cause instanceof Error && cause.message !== '' ? cause.message : message;
  return `Found no answer (${printable(reason)}), expected one.`;
}
