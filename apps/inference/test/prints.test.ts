/** Text and names, in every form of a request. */
import { expect, test } from 'vitest';

import { client } from './client.ts';
import { KNOWN_PRINTS, PRINTS } from './models.ts';

const prints = client(PRINTS);
const CSV = { 'content-type': 'text/csv' };

test('a text and a name are sent as they are, and give the same answer in every form', async () => {
  const title = 'Oil paint, on "Canvas"; oil';
  const rows = [
    [title, 'Ada'],
    [title, 'nobody'],
    ['', null],
  ];
  const { json } = await prints.send('POST', '/predict/batch', { instances: rows });
  expect(json).toMatchObject({ succeeded: 2, failed: 1 });
  expect(json.predictions[2].errors).toMatchObject([
    { pointer: '/instances/2/0', code: 'missing' },
  ]);
  const [known, unknown] = json.predictions;
  expect(known.prediction).not.toBe(unknown.prediction);
  const csv = `artist,title\nAda,"${title.replaceAll('"', '""')}"\n`;
  const inCsv = await prints.send('POST', '/predict/batch', csv, CSV);
  expect(inCsv.json.predictions).toEqual([known]);
  const features = { artist: 'Ada', title };
  expect((await prints.send('POST', '/predict', { features })).json).toMatchObject(known);
  const inputs = [
    { name: 'title', shape: [1], datatype: 'BYTES', data: [title] },
    { name: 'artist', shape: [1], datatype: 'BYTES', data: ['Ada'] },
  ];
  const inferred = await prints.send('POST', '/v2/models/prints/infer', { inputs });
  expect(inferred.json.outputs[0].data).toEqual([known.prediction]);
});

test('a text may be as long as the document says', async () => {
  const { json: document } = await prints.send('GET', '/openapi.json');
  const [title, artist] = document.components.schemas.Features.oneOf[0].prefixItems;
  expect(title).toMatchObject({ title: 'title', maxLength: 32_767, examples: ['canvas oil'] });
  expect(artist).toMatchObject({ title: 'artist', examples: ['Ada'] });
  const send = (length: number) =>
    prints.send('POST', '/predict', {
      features: { title: '\u{1f332}'.repeat(length), artist: 'Ada' },
    });
  expect((await send(32_767)).status).toBe(200);
  const { status, json } = await send(32_768);
  expect(status).toBe(400);
  expect(json.errors).toMatchObject([
    {
      pointer: '/features/title',
      message: 'Found another text, expected at most 32,767 characters.',
    },
  ]);
});

test('the model is described by its columns, without the table of names', async () => {
  const { schema } = (await prints.send('GET', '/model')).json;
  expect(schema.inputs).toEqual([
    { name: 'title', kind: 'text' },
    { name: 'artist', kind: 'names', commonest: ['Ada', 'Bob'] },
  ]);
  expect(schema).not.toHaveProperty('encodings');
});

test('a column of names that takes no others is described and checked as a category', async () => {
  const known = client(KNOWN_PRINTS);
  const { schema } = (await known.send('GET', '/model')).json;
  expect(schema.inputs[1]).toEqual({
    name: 'artist',
    kind: 'categorical',
    levels: ['Ada', 'Bob'],
  });
  const features = { title: 'oil', artist: 'nobody' };
  const { json } = await known.send('POST', '/predict', { features });
  expect(json.errors).toMatchObject([{ pointer: '/features/artist', code: 'category' }]);
  const { json: document } = await known.send('GET', '/openapi.json');
  const [, artist] = document.components.schemas.Features.oneOf[0].prefixItems;
  expect(artist.anyOf[0]).toMatchObject({ enum: ['Ada', 'Bob'] });
});
