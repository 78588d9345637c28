import { describe, expect, test } from 'vitest';

import { client, httpApiEvent, toAnswer } from './client.ts';
import { documented } from './documented.ts';
import { FLOWERS, MANY_CLASSES, PAINTS } from './models.ts';

const PATH = '/predict/batch';
const CSV = { 'content-type': 'text/csv' };
const flowers = client(FLOWERS);
const paints = client(PAINTS);

describe('POST /predict/batch', () => {
  test('puts errors beside results, in the order of the instances', async () => {
    const isDocumented = await documented(flowers);
    const instances = [[1, 2], [1], { width: 1, height: 2 }, { width: '1', height: 99 }, [1, 99]];
    const answer = await flowers.send('POST', PATH, { instances });
    expect(answer.status).toBe(200);
    isDocumented('POST', PATH, answer);
    const { predictions, succeeded, failed, model } = answer.json;
    expect([succeeded, failed, model.name]).toEqual([3, 2, 'flowers']);
    expect(predictions[0]).toEqual(predictions[2]);
    expect(predictions[1]).toEqual({
      errors: [
        {
          pointer: '/instances/1',
          code: 'length',
          message: 'Found 1 value, expected 2: width, height.',
        },
      ],
    });
    expect(predictions[3].errors).toHaveLength(1);
    expect(predictions[3].errors[0].pointer).toBe('/instances/3/width');
    expect(predictions[4].warnings).toHaveLength(1);
    const { observation } = flowers.outcomes.at(-1)!;
    expect([...observation.predictions.values()].reduce((a, b) => a + b)).toBe(3);
    expect([...observation.issues]).toEqual([
      ['length', 1],
      ['type', 1],
    ]);
  });

  test('gives each row what a single prediction gives', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => [i / 5, (i * 7) % 10]);
    const { json } = await flowers.send('POST', PATH, { instances: rows });
    for (const [index, features] of rows.entries()) {
      const single = (await flowers.send('POST', '/predict', { features })).json;
      expect(json.predictions[index].probabilities).toEqual(single.probabilities);
    }
  });

  test('reads CSV with columns in any order, the target among them, and cells as training does', async () => {
    const csv =
      '\ufeffcolour, price ,sold,__proto__\r\n"blue",1.5,yes,3\r\n\r\nred,NA,,1e1\npink,x,no,\n';
    const { status, json } = await paints.send('POST', PATH, csv, CSV);
    expect(status).toBe(200);
    const equal = await paints.send(
      'POST',
      PATH,
      '{"instances":[[1.5,"blue",3],[null,"red",10],["x","pink",null]]}',
    );
    expect(json.predictions).toEqual(equal.json.predictions);
    expect([json.succeeded, json.failed]).toEqual([2, 1]);
    expect(json.predictions[2].errors).toHaveLength(3);
  });

  test('reads CSV of any dialect that training reads, in UTF-16 with a mark too', async () => {
    const commas = 'colour,price,sold,__proto__\nblue,1.5,yes,3\nred,-2.25,,10\n';
    const { json: expected } = await paints.send('POST', PATH, commas, CSV);
    expect(expected.predictions).toHaveLength(2);
    const semicolons = "colour;price;sold;__proto__\r\n'blue';1,5;yes;3\r\nred;-2,25;;10\r\n";
    const tabs = `sep=\t\r${semicolons.replaceAll(';', '\t').replaceAll('\r\n', '\r')}`;
    for (const csv of [semicolons, tabs]) {
      const utf16 = Buffer.from(`\ufeff${csv}`, 'utf16le').toString('base64');
      const event = httpApiEvent('POST', PATH, utf16, CSV);
      const answers = [
        await paints.send('POST', PATH, csv, CSV),
        toAnswer(await paints.service({ ...event, isBase64Encoded: true })),
      ];
      for (const { json } of answers) expect(json.predictions).toEqual(expected.predictions);
    }
  });

  test('refuses a number that can be read in two ways, by its place, and reads those beside it', async () => {
    const send = (csv: string) => flowers.send('POST', PATH, csv, CSV);
    const { json } = await send('width;height\n9.202;3\n5;3\n');
    expect([json.succeeded, json.failed]).toEqual([1, 1]);
    expect(json.predictions[0].errors).toEqual([
      {
        pointer: '/instances/0/0',
        code: 'type',
        message: 'Found a text, expected a number without a mark that may separate thousands.',
      },
    ]);
    for (const csv of ['width,height\n9.202,3\n', 'width;height\n9,202;0,5\n']) {
      expect((await send(csv)).json.failed).toBe(0);
    }
  });

  test.each<[string, string, string]>([
    ['nothing', '', 'CSV_INVALID'],
    ['a header alone', 'width,height\n', 'CSV_INVALID'],
    ['a ragged row', 'width,height\n1,2\n1\n', 'CSV_INVALID'],
    ['an open quote', 'width,height\n1,"2\n', 'CSV_INVALID'],
    ['text behind a quoted cell', 'width,height\n1,"2"3\n', 'CSV_INVALID'],
    ['an unknown column', 'width,height,depth\n1,2,3\n', 'INPUT_INVALID'],
    ['a column twice', 'width,height,width\n1,2,3\n', 'INPUT_INVALID'],
    ['a column missing', 'width\n1\n', 'INPUT_INVALID'],
  ])('refuses CSV with %s', async (_, csv, code) => {
    const answer = await flowers.send('POST', PATH, csv, CSV);
    expect(answer.status).toBe(400);
    expect(answer.json.code).toBe(code);
  });

  test.each<[string, unknown, string]>([
    ['no instances', {}, '/instances'],
    ['no rows', { instances: [] }, '/instances'],
    ['an object of instances', { instances: {} }, '/instances'],
    ['anything beside them', { instances: [[1, 2]], rows: 1 }, '/rows'],
  ])('refuses %s', async (_, body, pointer) => {
    const { status, json } = await flowers.send('POST', PATH, body);
    expect(status).toBe(400);
    expect(json.errors[0].pointer).toBe(pointer);
  });

  test('has limits of its own, and 6 MB for the answer', async () => {
    const few = client(FLOWERS, { MAX_BATCH_ROWS: '2', MAX_BATCH_BODY_BYTES: '64' });
    const rows = (count: number) => ({ instances: new Array<number[]>(count).fill([1, 2]) });
    expect((await few.send('POST', PATH, rows(2))).status).toBe(200);
    expect((await few.send('POST', PATH, rows(3))).json.code).toBe('BODY_TOO_LARGE');
    expect((await few.send('POST', PATH, rows(30))).json.detail).toContain('at most 64');
    expect((await few.send('POST', PATH, 'width,height\n1,2\n1,2\n1,2\n', CSV)).status).toBe(413);

    const many = client(MANY_CLASSES);
    const ones = (count: number) => ({ instances: new Array<number[]>(count).fill([1]) });
    const tooMany = await many.send('POST', PATH, ones(9_000));
    expect(tooMany.json).toMatchObject({ status: 413, code: 'ANSWER_TOO_LARGE' });
    expect(tooMany.json.detail).toContain('6 MB to 9,000 rows');
    const fitting = Number(/at most (\d+) at/.exec(tooMany.json.detail)?.[1]);
    const fits = await many.service(httpApiEvent('POST', PATH, ones(fitting)));
    expect(toAnswer(fits).status).toBe(200);
    expect(JSON.stringify(fits).length).toBeLessThan(6_291_456);
    expect((await many.send('POST', PATH, ones(fitting + 1))).status).toBe(413);
  });

  test('deep nesting is only a value of the wrong type', async () => {
    const deep = `{"instances":[${'['.repeat(200_000)}${']'.repeat(200_000)}]}`;
    expect((await flowers.send('POST', PATH, deep)).json).toMatchObject({ failed: 1 });
    const infer = `{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP64","data":${deep.slice(13, -1)}}]}`;
    expect((await flowers.send('POST', '/v2/models/flowers/infer', infer)).status).toBe(400);
    expect((await flowers.send('POST', PATH, '['.repeat(500_000))).status).toBe(400);
    let nested: unknown = [];
    for (let depth = 0; depth < 100_000; depth++) nested = [nested];
    expect(await flowers.service({ instances: nested })).toMatchObject({ status: 400 });
  });
});
