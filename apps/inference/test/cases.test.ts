/** Each of the tables in cases/, row by row. */
import { describe, expect, test } from 'vitest';

import { FOREIGN_EVENTS, PINGS, REQUESTS } from '../cases/requests.ts';
import { client } from './client.ts';
import { FLOWERS, HOUSES, MARKS, PAINTS, TOWNS } from './models.ts';

const services = {
  flowers: client(FLOWERS, {}, ['id']),
  houses: client(HOUSES),
  marks: client(MARKS),
  paints: client(PAINTS),
  towns: client(TOWNS, {}, ['(column 1)']),
};

test.each(REQUESTS)('$name', async ({ model, event, status = 200, has = [], lacks = [] }) => {
  const { statusCode, body } = (await services[model].service(event)) as {
    statusCode: number;
    body: string;
  };
  expect(statusCode, body).toBe(status);
  for (const text of has) expect(body).toContain(text);
  for (const text of lacks) expect(body).not.toContain(text);
  expect(services[model].defects).toEqual([]);
});

describe('an event that is not HTTP', () => {
  const { service, outcomes } = services.flowers;

  test.each(FOREIGN_EVENTS)(
    'of %s fails the invocation, and the error names it',
    async (kind, event) => {
      await expect(service(event)).rejects.toThrow(`(${kind})`);
    },
  );

  test.each(PINGS)('%j is answered as health is, and counted nowhere', async (event) => {
    expect(await service(event)).toMatchObject({ status: 'ok' });
    const { observation } = outcomes.at(-1)!;
    expect(observation.problem).toBeUndefined();
    expect(observation.rowsRefused + observation.predictions.size).toBe(0);
  });
});
