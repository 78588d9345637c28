/** The executor does what AWS did, where there is a recording of it. */
import { expect, test } from 'vitest';

import table from '../../cases/distributed-map.json' with { type: 'json' };
import { Execution } from './execute.ts';
import type { Json, World } from './execute.ts';

test.each(table.cases)('$title', async ({ input, map, starts, file, output, error }) => {
  const { mode, state } = map.ItemProcessor;
  const ItemProcessor = {
    ProcessorConfig: { Mode: mode },
    StartAt: 'Each',
    States: { Each: state },
  };
  const machine = {
    StartAt: 'Map',
    States: { Map: { ...map, Type: 'Map', ItemProcessor, End: true } },
  };
  let started = 0;
  const world: World = {
    invoke: () => Promise.reject(new Error('no function')),
    getObject: () => JSON.stringify(file),
    putObject: () => undefined,
    onState: (name) => void (name === 'Each' && started++),
  };
  const running = new Execution(machine, input, world).run();
  if (error !== undefined) await expect(running).rejects.toMatchObject({ name: error });
  else expect(withoutIds(await running)).toEqual(output);
  expect(started).toBe(starts);
});

/** A run's ID is another one each time. */
function withoutIds(output: Json): unknown {
  const text = JSON.stringify(output).replaceAll(
    /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
    'RUN',
  );
  return JSON.parse(text.replace(/arn:aws:states:::mapRun:\w+/, ''));
}
