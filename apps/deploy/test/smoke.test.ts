import { describe, expect, test } from 'vitest';

import { apiAddress, regionOf } from '../src/aws/api-address.ts';
import { signedBy } from '../src/aws/signed-fetch.ts';
import { smokeCommand } from '../src/commands/smoke.ts';
import { AWSCredentialsError, SmokeTestError } from '../src/errors.ts';
import { curlCommand, curlNeeds } from '../src/smoke/curl.ts';
import type { Send, SmokeRequest } from '../src/smoke/send.ts';
import { smokeTest } from '../src/smoke/smoke-test.ts';
import { awsError, fakeAws, fakeContext, fakeService, modelOf, URL } from './fake-aws.ts';

const MODEL = modelOf(2);

/** Runs the test on a service and returns the names of the checks that failed. */
async function failed(send: Send, modelSha256 = MODEL): Promise<string[]> {
  let clock = 0;
  const { checks, ok } = await smokeTest(URL, {
    send,
    modelSha256,
    isFresh: true,
    now: () => clock,
    wait: (milliseconds) => {
      clock += milliseconds;
      return Promise.resolve();
    },
  });
  const names = checks.filter((check) => !check.ok).map(({ name }) => name);
  expect(ok).toBe(names.length === 0);
  return names;
}

/** A service of which one answer is spoiled. */
const spoiled = (path: string, answer: { status?: number; body?: unknown }) =>
  fakeService(MODEL, (asked) => (asked === path ? answer : {}));

const withProbabilities = (...probabilities: readonly number[]) =>
  fakeService(MODEL, (asked, body) =>
    asked === '/predict' ? { body: { ...body, probabilities } } : {},
  );

describe('the smoke test', () => {
  test('passes for a correct service', async () => {
    expect(await failed(fakeService(MODEL))).toEqual([]);
  });

  test.each([
    ['GET /health', spoiled('/health', { status: 503 })],
    ['GET /health', spoiled('/health', { body: 'hello' })],
    ['GET /health', spoiled('/health', { body: { status: 'ok' } })],
    ['GET /ready', spoiled('/ready', { status: 500 })],
    ['GET /openapi.json', spoiled('/openapi.json', { body: { paths: {} } })],
    ['POST /predict', spoiled('/predict', { status: 500 })],
    ['POST /predict', spoiled('/predict', { body: { prediction: 'setosa' } })],
    ['POST /predict', withProbabilities(1.5, -0.5)],
    ['POST /predict', withProbabilities(0.5, -0.5)],
    ['POST /predict', withProbabilities(0.25, 0.5)],
    ['POST /predict', withProbabilities()],
    ['POST /predict', spoiled('/predict', { body: { prediction: 0 } })],
    ['POST /predict/batch', spoiled('/predict/batch', { body: { succeeded: 1 } })],
    ['POST /predict, not valid', spoiled('invalid', { status: 200 })],
  ])('fails at %s if that answer is wrong', async (name, send) => {
    expect(await failed(send)).toEqual([name]);
  });

  test('asks for no sum of probabilities where the contract names none', async () => {
    const send = fakeService(MODEL, (asked, body) => {
      if (asked === '/openapi.json') return { body: { ...body, 'x-probability-sum': undefined } };
      return asked === '/predict' ? { body: { ...body, probabilities: [0.25, 0.5] } } : {};
    });
    expect(await failed(send)).toEqual([]);
  });

  test('fails for another model than the one that was deployed', async () => {
    expect(await failed(fakeService(MODEL), modelOf(3))).toEqual(['GET /health']);
  });

  test('waits until a new model answers', async () => {
    let asked = 0;
    const late: Send = (url, request) =>
      fakeService(++asked < 4 ? modelOf(1) : MODEL)(url, request);
    expect(await failed(late)).toEqual([]);
  });

  test('does not wait if the caller is refused', async () => {
    let asked = 0;
    const closed: Send = () => {
      asked++;
      return Promise.resolve({ status: 403, type: '', body: 'Forbidden' });
    };
    expect(await failed(closed)).toEqual(['GET /health']);
    expect(asked).toBe(1);
  });

  test('does not wait for a service that was not just deployed', async () => {
    let waited = 0;
    const report = await smokeTest(URL, {
      send: spoiled('/health', { body: 'hello' }),
      now: () => 0,
      wait: () => {
        waited++;
        return Promise.resolve();
      },
    });
    expect({ ok: report.ok, waited }).toEqual({ ok: false, waited: 0 });
  });

  test.each([
    [
      { status: 200, type: 'text/html', body: '<!doctype html>\n  <title>\u001b[31mHello' },
      'Found <!doctype html> <title>\\u{1b}[31mHello, expected a JSON object.',
    ],
    [{ status: 200, type: '', body: '' }, 'Found an empty body, expected a JSON object.'],
    [
      { status: 301, type: '', body: 'Moved', location: 'https://other.example.com/' },
      'Found status 301 (a redirect to https://other.example.com/), expected 200.',
    ],
    [{ status: 404, type: '', body: '{"a":\n1}' }, 'Found status 404 ({"a": 1}), expected 200.'],
    [{ status: 502, type: '', body: '' }, 'Found status 502, expected 200.'],
  ])('reports on one line what answered instead: %j', async (answer, detail) => {
    const { checks } = await smokeTest(URL, {
      send: () => Promise.resolve(answer),
      now: () => 0,
      wait: () => Promise.resolve(),
    });
    expect(checks.map((check) => check.detail)).toEqual([detail]);
  });

  test('reports why there was no answer', async () => {
    const broken: Send = () =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') }));
    const { checks } = await smokeTest(URL, {
      send: broken,
      now: () => 0,
      wait: () => Promise.resolve(),
    });
    expect(checks[0]?.detail).toBe('Found no answer (getaddrinfo ENOTFOUND), expected one.');
  });

  test('fails if an unauthenticated caller is accepted', async () => {
    const report = await smokeTest(URL, {
      send: fakeService(MODEL),
      sendUnknown: fakeService(MODEL),
      now: () => 0,
      wait: () => Promise.resolve(),
    });
    expect(report.checks.at(-1)).toMatchObject({
      name: 'POST /predict, not authenticated',
      ok: false,
    });
  });
});

describe('the command', () => {
  const smoke = async (args: string[], send: Send, env: Record<string, string> = {}) => {
    const context = fakeContext(fakeAws(), { send, env });
    await smokeCommand.act(args, context);
    return context;
  };

  /** Accepts callers with the token, and answers like the service. */
  const guarded = (isLetIn: (request: SmokeRequest) => boolean): Send => {
    const service = fakeService(MODEL);
    return (url, request) =>
      isLetIn(request)
        ? service(url, request)
        : Promise.resolve({ status: 401, type: 'application/json', body: '{}' });
  };

  test('signs its requests, and checks that an unauthenticated caller is refused', async () => {
    const isSigned = ({ headers }: SmokeRequest) =>
      /^AWS4-HMAC-SHA256 Credential=AKIA\/\d{8}\/eu-west-1\/execute-api\/aws4_request/.test(
        headers['authorization'] ?? '',
      );
    const { documents } = await smoke([`--url=${URL}`, '--json'], guarded(isSigned));
    expect(documents).toMatchObject([{ ok: true, model: { name: 'iris' } }]);
  });

  test('takes a bearer token from the environment', async () => {
    const hasToken = ({ headers }: SmokeRequest) => headers['authorization'] === 'Bearer secret';
    const args = [`--url=${URL}/`, '--auth=jwt'];
    await smoke(args, guarded(hasToken), { SMOKE_TOKEN: 'secret' });
    await expect(smoke(args, guarded(hasToken))).rejects.toThrow(/Found no SMOKE_TOKEN/);
  });

  test('without credentials it fails before the first request', async () => {
    const aws = fakeAws();
    const credentials = () => Promise.reject(awsError('CredentialsProviderError', 'none'));
    let asked = 0;
    const context = fakeContext(aws, {
      send: () => Promise.reject(new Error(`asked ${++asked} times`)),
    });
    const connect = () => ({ ...aws.clients, credentials });
    await expect(smokeCommand.act([`--url=${URL}`], { ...context, connect })).rejects.toThrow(
      AWSCredentialsError,
    );
    expect(asked).toBe(0);
  });

  test('needs an address, and a region for it', async () => {
    await expect(smoke([], fakeService(MODEL))).rejects.toThrow(/--url=/);
    await expect(smoke(['--url=http://127.0.0.1:99999'], fakeService(MODEL))).rejects.toThrow(
      /^Found http:\/\/127\.0\.0\.1:99999, expected the address of a service/,
    );
    await expect(smoke(['--url=https://x.example.com'], fakeService(MODEL))).rejects.toThrow(
      /--region=/,
    );
  });

  test('ends with the first check that failed', async () => {
    const error = await smoke(
      [`--url=${URL}`, '--auth=none'],
      spoiled('/predict', { status: 500 }),
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SmokeTestError);
    expect(String(error)).toMatch(/POST \/predict: Found status 500.*lambda-forest logs/);
  });
});

describe('addresses', () => {
  test('AWS is called at the address of the stack, an emulator at its own address', () => {
    expect(apiAddress(`${URL}/`, undefined)).toBe(URL);
    expect(apiAddress(URL, 'http://127.0.0.1:4566/')).toBe(
      'http://127.0.0.1:4566/_aws/execute-api/abc123/$default',
    );
    expect(apiAddress('https://x.example.com/', 'http://127.0.0.1:4566')).toBe(
      'https://x.example.com',
    );
  });

  test('an address of AWS names its region', () => {
    expect(regionOf(URL)).toBe('eu-west-1');
    expect(regionOf('https://x.example.com')).toBeUndefined();
    expect(regionOf('http://abc.execute-api.localhost:4566')).toBeUndefined();
  });

  test('a signature covers the body and no part of the request is lost', async () => {
    const sent: [string, SmokeRequest][] = [];
    const carry: Send = (url, request) => {
      sent.push([url, request]);
      return Promise.resolve({ status: 200, type: '', body: '' });
    };
    const credentials = () => Promise.resolve({ accessKeyId: 'A', secretAccessKey: 'S' });
    const signed = signedBy(credentials, 'eu-west-1', carry);
    const request = { method: 'POST', headers: { 'content-type': 'text/csv' } } as const;
    await signed(`${URL}:8443/predict?a=1`, { ...request, body: 'x' });
    await signed(`${URL}/predict`, { ...request, body: 'y' });
    expect(sent[0]?.[0]).toBe(`${URL}:8443/predict?a=1`);
    expect(sent[0]?.[1]).toMatchObject({ method: 'POST', body: 'x' });
    expect(sent[0]?.[1].headers).toMatchObject({ 'content-type': 'text/csv' });
    expect(sent[0]?.[1].headers['authorization']).not.toBe(sent[1]?.[1].headers['authorization']);
  });

  test('the curl command authenticates and keeps quotes', () => {
    const body = `{"name":"it's"}`;
    expect(curlCommand(URL, 'none', body, 'eu-west-1')).toBe(
      `curl -H 'content-type: application/json' -d '{"name":"it'\\''s"}' '${URL}/predict'`,
    );
    expect(curlCommand(URL, 'iam', body, 'us-east-1')).toContain(
      "--aws-sigv4 'aws:amz:eu-west-1:execute-api'",
    );
    expect(curlCommand('https://x.example.com', 'jwt', body, 'us-east-1')).toContain('Bearer');
  });

  test('the environment that the curl command needs is printed before it', () => {
    expect(curlNeeds('none')).toEqual([]);
    for (const [auth, variable] of [
      ['iam', 'export-credentials'],
      ['jwt', 'TOKEN'],
    ] as const) {
      expect(curlNeeds(auth).join('\n')).toContain(variable);
    }
  });
});
