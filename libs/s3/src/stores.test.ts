import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { FakeS3 } from '../test/fake-s3.ts';
import { trainingName } from './training-stage.ts';
import {
  addressOf,
  executionName,
  nameRefusals,
  parseLocation,
  payAsRequester,
  S3Input,
  S3Output,
} from './index.ts';

let fake: FakeS3;
let s3: S3Client;

beforeAll(async () => {
  fake = await FakeS3.start();
  fake.pageKeys = 3;
  s3 = newClient();
});
function newClient(): S3Client {
  return new S3Client({
    endpoint: fake.url,
    region: 'eu-west-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}

afterAll(() => {
  s3.destroy();
  fake.stop();
});
afterEach(() => {
  fake.objects.clear();
  fake.fault = () => undefined;
});

function inputOf(files: Readonly<Record<string, string>>): S3Input {
  for (const [key, text] of Object.entries(files)) fake.objects.set(key, Buffer.from(text));
  return new S3Input(s3, parseLocation('s3://inputs/new'));
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await listed(chunks)).toString();
}

async function listed<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('an input lists its objects in order, over pages, without hidden and other ones', async () => {
  const keys = ['b.csv', 'a.csv', 'deep/c.csv', 'd.csv', '_SUCCESS', '.x/e.csv', 'f/_y/g', 'i/'];
  const folders = { 'inputs/new/': '', 'inputs/new/h/': '', 'inputs/new/deep_$folder$': '' };
  const files = Object.fromEntries(keys.map((key) => [`inputs/new/${key}`, key]));
  const found = await listed(
    inputOf({ ...files, ...folders, 'inputs/newer.csv': '', 'other/new/a': '' }).list(),
  );
  expect(found.map(({ key, size }) => [key, size])).toEqual([
    ['new/a.csv', 5],
    ['new/b.csv', 5],
    ['new/d.csv', 5],
    ['new/deep/c.csv', 10],
    ['new/i/', 2],
  ]);
});

test('an input may name one object; whatever is below it comes first', async () => {
  const named = async (client: S3Client, address: string) =>
    (await listed(new S3Input(client, parseLocation(address)).list())).map(
      ({ key, size, etag }) => {
        expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
        return [key, size];
      },
    );
  inputOf({ 'inputs/new/a.csv': 'text', 'inputs/new/b': 'x', 'inputs/new/b/c.csv': 'more' });
  const [file, folder] = ['s3://inputs/new/a.csv', 's3://inputs/new/b'];
  expect(await named(s3, file)).toEqual([['new/a.csv', 4]]);
  expect(await named(s3, folder)).toEqual([['new/b/c.csv', 4]]);
  expect(await named(s3, 's3://inputs/new/a')).toEqual([]);
  expect(await named(s3, 's3://other')).toEqual([]);
  const own = newClient();
  nameRefusals(own);
  fake.fault = (request) => (request.startsWith('HEAD') ? 403 : undefined);
  for (const client of [s3, own]) expect(await named(client, file)).toEqual([]);
  fake.fault = (request) => (request.startsWith('HEAD') ? 400 : undefined);
  await expect(named(s3, file)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
});

const NAMES = [
  'a b.csv',
  'a+b.csv',
  '50%.csv',
  '%20.csv',
  'größe/ñ.csv',
  '数/🌲.csv',
  "it's,(a)&b=<c>;.csv",
  '/a//b.csv',
  'a"b"\\c#d.csv',
  'lines\r\n\tand \u0001.csv',
  ' a .csv',
  '%2F+%2f.csv',
  'e\u0301.csv',
];

test.each(NAMES)(
  'an object may be called %s: it is listed, read, written and found again',
  async (name) => {
    const [file] = await listed(inputOf({ [`inputs/new/${name}`]: 'text' }).list());
    expect(file!.key).toBe(`new/${name}`);
    const input = new S3Input(s3, parseLocation('s3://inputs/new'));
    expect(await textOf(input.read(file!, 1, 4))).toBe('ext');
    const output = new S3Output(s3, parseLocation(`s3://outputs/${name}`));
    expect(await output.create('x', 'y')).toBe(true);
    expect(await output.get('x')).toBe('y');
    expect([...fake.objects.keys()]).toContain(`outputs/${name}/x`);
  },
);

test('a range of an object is read, from where a connection has ended on, a few times', async () => {
  const input = inputOf({ 'inputs/new/a.csv': '0123456789' });
  const [object] = await listed(input.list());
  expect(await textOf(input.read(object!, 2, 5))).toBe('234');
  let cuts = 0;
  fake.fault = () => (cuts++ < 3 ? 'cut' : undefined);
  expect(await textOf(input.read(object!, 0, 10))).toBe('0123456789');
  fake.fault = () => 'cut';
  await expect(textOf(input.read(object!, 0, 10))).rejects.toThrow();
});

test.each([
  ['changed', (files: Map<string, Buffer>) => files.set('inputs/new/a.csv', Buffer.from('other'))],
  ['removed', (files: Map<string, Buffer>) => files.delete('inputs/new/a.csv')],
])('an object that was %s is noticed, with and without bytes', async (_, change) => {
  const input = inputOf({ 'inputs/new/a.csv': '0123456789' });
  const [object] = await listed(input.list());
  expect(await textOf(input.read(object!, 0, 0))).toBe('');
  change(fake.objects);
  for (const end of [0, 5]) {
    const reading = textOf(input.read(object!, 0, end));
    await expect(reading).rejects.toMatchObject({ code: 'INPUT_CHANGED' });
  }
});

test('other answers of S3 are errors as they are', async () => {
  const input = inputOf({ 'inputs/new/a.csv': '0123456789' });
  const output = new S3Output(s3, parseLocation('s3://out'));
  const [object] = await listed(input.list());
  fake.fault = () => 403;
  await expect(textOf(input.read(object!, 0, 5))).rejects.toMatchObject({ name: 'Refused403' });
  await expect(output.get('a')).rejects.toMatchObject({ name: 'Refused403' });
  await expect(output.create('a', '')).rejects.toMatchObject({ name: 'Refused403' });
  fake.fault = () => 409; // somebody else is making it, and may fail: there is none so far
  await expect(output.create('a', '')).rejects.toMatchObject({ name: 'Refused409' });
});

test('an output has what was put, once what was created, and not what was removed', async () => {
  const output = new S3Output(s3, parseLocation('s3://out/scored'), parseLocation('s3://work/x'));
  expect(output.name).toBe('s3://out/scored/');
  expect(await output.get('a')).toBeUndefined();
  await output.put('a', 'text');
  expect(await output.create('_run/b', 'first')).toBe(true);
  expect(await output.create('_run/b', 'second')).toBe(false);
  expect([...fake.objects.keys()]).toEqual(['out/scored/a', 'work/x/_run/b']);
  expect(await listed(output.list())).toEqual([
    { key: 'a', size: 4, etag: expect.any(String) as string },
    { key: '_run/b', size: 5, etag: expect.any(String) as string },
  ]);
  await output.remove('a');
  await output.remove('a');
  expect(await output.get('a')).toBeUndefined();
  expect(await output.get('_run/b')).toBe('first');
});

test.each([0, 1000, 20_000_000])('a file of %i bytes appears when it is finished', async (size) => {
  const output = new S3Output(s3, parseLocation('s3://out'));
  const file = await output.open('part');
  const chunk = Buffer.alloc(Math.min(size, 1_000_000), 'x');
  for (let at = 0; at < size; at += chunk.length) await file.write(chunk);
  expect(fake.objects.size).toBe(0);
  await file.finish();
  await file.discard();
  expect(fake.objects.get('out/part')?.length).toBe(size);
  expect(fake.openUploads).toBe(0);
});

test.each([1000, 20_000_000])('nothing is left of %i bytes that are discarded', async (size) => {
  const output = new S3Output(s3, parseLocation('s3://out'));
  const file = await output.open('part');
  await file.write(Buffer.alloc(size));
  const begun = size > 8_388_608 ? 1 : 0; // else it is one request at the end
  await expect.poll(() => fake.openUploads).toBe(begun);
  await file.discard();
  expect(fake.objects.size).toBe(0);
  await expect.poll(() => fake.openUploads).toBe(0);
});

test.each([1000, 20_000_000])('of %i bytes only what is to be is replaced', async (size) => {
  const output = new S3Output(s3, parseLocation('s3://out'));
  const write = async (letter: string, replaces?: string) => {
    const file = await output.open('part', replaces);
    await file.write(Buffer.alloc(size, letter));
    await file.finish();
    await file.discard();
    return String.fromCodePoint(fake.objects.get('out/part')![0]!);
  };
  expect(await write('a')).toBe('a');
  expect(await write('b')).toBe('a');
  const etag = (await listed(output.list()))[0]!.etag;
  expect(await write('c', etag)).toBe('c');
  expect(await write('d', etag)).toBe('c');
  await expect.poll(() => fake.openUploads).toBe(0);
});

test('a write that S3 refuses is an error of the write or of the end', async () => {
  const output = new S3Output(s3, parseLocation('s3://out'));
  fake.fault = (request) => (request.startsWith('PUT') ? 403 : undefined);
  const file = await output.open('part');
  const writing = async () => {
    for (let i = 0; i < 40; i++) await file.write(Buffer.alloc(1_000_000));
    await file.finish();
  };
  await expect(writing()).rejects.toMatchObject({ name: 'Refused403' });
  await file.discard();
  expect(fake.objects.size).toBe(0);
});

test.each([
  ['s3://bucket', 's3://bucket/'],
  ['s3://bucket/', 's3://bucket/'],
  ['s3://bucket/a/b', 's3://bucket/a/b/'],
  ['s3://my.bucket-1/a b/', 's3://my.bucket-1/a b/'],
  ['s3://1.2.3.4a', 's3://1.2.3.4a/'],
  ['s3://a--b.c', 's3://a--b.c/'],
])('the address %s', (given, whole) => {
  expect(addressOf(parseLocation(given))).toBe(whole);
  expect(executionName(parseLocation(given), '1')).toMatch(/^[0-9a-f]{32}-[0-9a-f]{32}$/);
});

test.each([
  'bucket/a',
  's3://bucket/new/*.csv',
  's3:/bucket',
  's3://',
  's3://B/a',
  's3://-a/b',
  's3://a-/b',
  's3://ab',
  's3://a..b/c',
  's3://a.-b/c',
  's3://192.168.5.4/c',
  's3://bucket/a?b',
  'https://bucket/a',
  '',
])('no address: %j', (given) => {
  expect(() => parseLocation(given)).toThrow('expected s3://BUCKET/PREFIX');
});

test('an object is read whole, on from where a connection has ended, or refused', async () => {
  const output = new S3Output(s3, parseLocation('s3://outputs/x'));
  const bytes = Uint8Array.from({ length: 1_000 }, (_, i) => i % 251);
  await output.put('codes', bytes);
  let reads = 0;
  fake.fault = (line) => (line.startsWith('GET') && ++reads === 1 ? 'cut' : undefined);
  expect(await output.read('codes')).toEqual(bytes);
  expect(reads).toBe(2);
  await output.put('empty', '');
  expect(await output.read('empty')).toEqual(new Uint8Array(0));
  await expect(output.read('missing')).rejects.toThrow();
});

test('a machine that trains is called after the stack that scores', () => {
  expect(trainingName('lambda-forest-houses-staging-batch')).toBe(
    'lambda-forest-houses-staging-batch-training',
  );
});

test('a bucket whose requesters pay is read by those who say so, and no other one is told', async () => {
  const files = { 'inputs/new/a.csv': '0123456789', 'inputs/new/b.csv': '' };
  const input = inputOf(files);
  fake.requesterPays.add('inputs');
  await expect(listed(input.list())).rejects.toMatchObject({ name: 'AccessDenied' });
  const own = newClient();
  payAsRequester(own, 'inputs');
  const paid = new S3Input(own, parseLocation('s3://inputs/new'));
  const objects = await listed(paid.list());
  const texts = objects.map((object) => textOf(paid.read(object, 0, object.size)));
  expect(await Promise.all(texts)).toEqual(Object.values(files));
  fake.requesterPays.clear();
});

const OF_KEY = 'If the key is one of yours, name it in "batch.inputKeyArns"';
const OF_ANY = 'If a KMS key of yours encrypts it, name it in "batch.inputKeyArns"';

test('so does one without words, as those to HEAD are', async () => {
  const own = newClient();
  nameRefusals(own);
  fake.fault = () => 403;
  const output = new S3Output(own, parseLocation('s3://outputs/x'));
  await expect(output.has('y')).rejects.toThrow('no access to s3://outputs/x/y (status 403), ');
});

test.each([
  [403, 'AccessDenied', 'User: arn:x is not authorized to perform: kms:Decrypt on it', OF_KEY],
  [403, 'AccessDenied', 'The ciphertext refers to a customer master key that is not.', OF_KEY],
  [400, 'KMS.DisabledException', 'arn:aws:kms:eu-west-1:1:key/2 is disabled.', OF_KEY],
  [403, 'AccessDenied', 'Access Denied', OF_ANY],
  [403, 'InvalidObjectState', 'The operation is not valid for it', 'Restore it from its archive'],
  [404, 'NoSuchBucket', 'The bucket does not exist', 'Correct its name in "batch" of the conf'],
])('a refusal says how a function gets access: %s %s, %s', async (status, code, message, says) => {
  const own = newClient();
  nameRefusals(own);
  const input = new S3Input(own, parseLocation('s3://inputs/new'));
  fake.fault = () => ({ status, code, message });
  const reading = textOf(input.read({ key: 'new/a.csv', size: 9, etag: '"x"' }, 0, 9));
  await expect(reading).rejects.toThrow(
    `Found no access to s3://inputs/new/a.csv (${message.replace(/\.$/, '')}), expected that the function may use it. ${says}`,
  );
  fake.fault = () => ({ status: 412, code: 'PreconditionFailed', message: 'no' });
  const changed = textOf(input.read({ key: 'new/a.csv', size: 9, etag: '"x"' }, 0, 9));
  await expect(changed).rejects.toMatchObject({ code: 'INPUT_CHANGED' });
});
