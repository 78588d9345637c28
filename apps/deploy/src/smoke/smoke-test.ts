/**
 * Sends a deployed service the requests of a caller, and checks the answers and which model gave them. The requests
 * come from the service's own OpenAPI document, so that the test works for any model.
 *
 * ```ts
 * const report = await smokeTest('https://api.example.com', { send, modelSha256, now, wait });
 * if (!report.ok) throw smokeFailure(report);
 * ```
 */
import { PROBABILITY_SUM, ROUTES } from '@lambda-forest/api';
import type { BatchAnswer, ClassPrediction, ModelId, Operation } from '@lambda-forest/api';
import { printable } from '@lambda-forest/text';

import { SmokeTestError } from '../errors.ts';
import { expectStatus, expectThat, jsonOf, reasonOf, Unexpected } from './expectations.ts';
import type { Send, SmokeAnswer } from './send.ts';

export interface SmokeOptions {
  /** Sends requests as an authenticated caller. */
  readonly send: Send;
  /** Sends requests without authentication, which must be refused. Default: not tried. */
  readonly sendUnknown?: Send;
  /** SHA-256 of the model file that must be live, hexadecimal. Default: any. */
  readonly modelSha256?: string;
  /** Whether it has just been deployed: the change may take seconds to arrive everywhere. Default: no. */
  readonly isFresh?: boolean;
  /** A clock, in milliseconds. */
  readonly now: () => number;
  /** Waits. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

interface SmokeCheck {
  /** Such as `POST /predict`. */
  readonly name: string;
  readonly ok: boolean;
  /** What was found, and what was expected if they differ. */
  readonly detail: string;
  readonly milliseconds: number;
}

export interface SmokeReport {
  readonly url: string;
  readonly ok: boolean;
  readonly checks: readonly SmokeCheck[];
  /** The model that answered, as `GET /health` says. */
  readonly model: ModelId;
  /** The body that was predicted, as JSON. */
  readonly example: string;
}

/** A new version answers everywhere within seconds after the alias has moved. */
const HEALTH_ATTEMPTS = 10;
const HEALTH_WAIT_MS = 2_000;

/** Some libraries round probabilities to 32 bits, and imported models do so too. */
const SUM_TOLERANCE = 1e-5;

const NO_MODEL: ModelId = { name: '', version: '', sha256: '' };

/** @param url of the API, without a slash at its end */
export async function smokeTest(url: string, options: SmokeOptions): Promise<SmokeReport> {
  const { send, sendUnknown, now } = options;
  const service = new DeployedService(url, send);
  const checks: SmokeCheck[] = [];
  let model = NO_MODEL;
  let contract: Contract | undefined;

  await check(nameOf('health'), async () => {
    model = await health(service, options);
    return `${model.name} ${model.version}, SHA-256 ${model.sha256}`;
  });
  if (checks[0]?.ok !== true) return report();
  await check(nameOf('ready'), () => checkReady(service));
  await check(nameOf('openapi'), async () => {
    contract = contractOf(await service.ask('openapi'));
    return 'has an example';
  });
  if (contract === undefined) return report();
  const { example } = contract;
  await check(nameOf('predict'), () => checkPrediction(service, contract!, model));
  await check(nameOf('predictBatch'), () => checkBatch(service, example));
  await check(`${nameOf('predict')}, not valid`, () => checkRefusal(service));
  if (sendUnknown !== undefined) {
    const unknown = new DeployedService(url, sendUnknown);
    await check(`${nameOf('predict')}, not authenticated`, () =>
      checkAuthentication(unknown, example),
    );
  }
  return report();

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
    return {
      url,
      ok: checks.every(({ ok }) => ok),
      checks,
      model,
      example: contract?.example ?? '',
    };
  }
}

/** Requests to one service by one kind of caller. */
class DeployedService {
  readonly #url: string;
  readonly #send: Send;

  constructor(url: string, send: Send) {
    this.#url = url;
    this.#send = send;
  }

  /** @param body JSON */
  ask(operation: Operation, body?: string): Promise<SmokeAnswer> {
    const { method, path } = ROUTES[operation];
    return this.#send(`${this.#url}${path}`, {
      method,
      ...(body === undefined
        ? { headers: {} }
        : { headers: { 'content-type': 'application/json' }, body }),
    });
  }
}

/** An operation as a person calls it, such as `POST /predict`. */
function nameOf(operation: Operation): string {
  const { method, path } = ROUTES[operation];
  return `${method} ${path}`;
}

// Each check returns what it found, in words, and throws an Unexpected if that is not what it must be.

async function checkReady(service: DeployedService): Promise<string> {
  expectStatus(await service.ask('ready'), 200);
  return 'ready';
}

async function checkPrediction(
  service: DeployedService,
  contract: Contract,
  model: ModelId,
): Promise<string> {
  const answer = await service.ask('predict', contract.example);
  const { prediction, class_name: name } = predictionOf(answer, contract, model);
  return `prediction ${JSON.stringify(prediction)}${name === undefined ? '' : ` (${printable(name)})`}`;
}

async function checkBatch(service: DeployedService, example: string): Promise<string> {
  const { features } = JSON.parse(example) as { features: unknown };
  const body = JSON.stringify({ instances: [features, features] });
  const { succeeded }: ServiceJson = jsonOf(
    expectStatus(await service.ask('predictBatch', body), 200),
  );
  expectThat(succeeded === 2, `${JSON.stringify(succeeded)} of 2 rows predicted`, 'both');
  return '2 of 2 rows';
}

async function checkRefusal(service: DeployedService): Promise<string> {
  const { type } = expectStatus(await service.ask('predict', '{"features":[]}'), 400);
  expectThat(type.startsWith('application/problem+json'), type, 'problem details');
  return 'refused with problem details';
}

async function checkAuthentication(unknown: DeployedService, example: string): Promise<string> {
  const { status } = await unknown.ask('predict', example);
  expectThat(status === 401 || status === 403, `status ${status}`, '401 or 403');
  return `refused with ${status}`;
}

/** The error for a report with a failed check: names the first one. */
export function smokeFailure(
  { url, checks }: Pick<SmokeReport, 'url' | 'checks'>,
  remedy: string,
): SmokeTestError {
  const failed = checks.filter(({ ok }) => !ok);
  const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
  const [first] = failed;
  return new SmokeTestError(url, `${first?.name ?? ''}: ${first?.detail ?? ''}${more}`, remedy);
}

async function health(
  service: DeployedService,
  { modelSha256, isFresh = false, wait }: SmokeOptions,
): Promise<ModelId> {
  const attempts = isFresh ? HEALTH_ATTEMPTS : 1;
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = expectStatus(await service.ask('health'), 200);
      const { model = NO_MODEL }: ServiceJson = jsonOf(answer);
      const { name, version, sha256 } = model;
      expectThat(/^[0-9a-f]{8,64}$/.test(sha256), 'no model', "the model's SHA-256");
      // The service reports the beginning of the hash.
      expectThat(
        modelSha256?.toLowerCase().startsWith(sha256) ?? true,
        `a model with SHA-256 ${sha256}`,
        modelSha256 ?? '',
      );
      return { name: printable(name), version: printable(version), sha256 };
    } catch (error) {
      // A caller who is refused now will be refused in two seconds too.
      const isFinal = error instanceof Unexpected && /status 40[13]/.test(error.message);
      if (isFinal || attempt === attempts) throw error;
      await wait(HEALTH_WAIT_MS);
    }
  }
}

/** The members of the service's answers that are checked; each may be missing. */
type ServiceJson = Partial<ClassPrediction & Pick<BatchAnswer, 'model' | 'succeeded'>>;

function predictionOf(
  answer: SmokeAnswer,
  { probabilitySum }: Contract,
  model: ModelId,
): ServiceJson {
  const body: ServiceJson = jsonOf(expectStatus(answer, 200));
  const { prediction, probabilities } = body;
  expectThat(typeof prediction === 'number', JSON.stringify(prediction ?? null), 'a prediction');
  const wrong = probabilities?.find((share) => !(share >= 0 && share <= 1));
  expectThat(wrong === undefined, `the probability ${wrong}`, 'one from 0 to 1');
  if (probabilitySum !== undefined) {
    const sum = probabilities?.reduce((all, share) => all + share, 0) ?? 0;
    const isClose = Math.abs(sum - probabilitySum) <= SUM_TOLERANCE;
    expectThat(isClose, `probabilities that add up to ${sum}`, `${probabilitySum}`);
  }
  const sha256 = body.model?.sha256 ?? 'none';
  expectThat(sha256 === model.sha256, `a model with SHA-256 ${sha256}`, model.sha256);
  return body;
}

/** What the OpenAPI document says of predictions. */
interface Contract {
  /** The body that it gives as an example, as JSON. */
  readonly example: string;
  /** What the probabilities of a row add up to, if it says so. */
  readonly probabilitySum: number | undefined;
}

function contractOf(answer: SmokeAnswer): Contract {
  const { paths, [PROBABILITY_SUM]: probabilitySum } = jsonOf(expectStatus(answer, 200)) as {
    readonly paths?: Readonly<Record<string, { readonly post?: Post } | undefined>>;
    readonly [PROBABILITY_SUM]?: number;
  };
  const content = paths?.[ROUTES.predict.path]?.post?.requestBody?.content;
  const example = content?.['application/json']?.example;
  expectThat(typeof example === 'object' && example !== null, 'no example', 'one');
  return { example: JSON.stringify(example), probabilitySum };
}

interface Post {
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly example?: unknown } | undefined>>;
  };
}
