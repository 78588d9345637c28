/**
 * The synthesised state machine under kumo, with the built functions behind AWS's runtime client: what it writes is
 * what `predict` writes.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListMapRunsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { PIECES_PER_CALL } from '../../src/batch/pieces-per-call.ts';
import { INPUT, MODEL, ROOT } from '../batch/scoring-input.ts';
import { synthesizeBatch } from '../batch/synthesize.ts';
import { freshFolder } from '../fixture.ts';
import { isInstalled, KumoStage } from './kumo-stage.ts';

const rows = (from: number, count: number, note: string) =>
  Array.from({ length: count }, (_, i) => `${from + i},${i % 9},${i % 40},${note}\n`).join('');
/** Pieces of the second file begin within quotes; two rows have no number. */
const FILES = {
  'a.csv': `id,rooms,age,note\n${rows(0, 900, 'x')}`,
  'b.csv': `id,rooms,age,note\n${rows(900, 300, '"one\ntwo, ""three"""')}1200,none,1,x\n1201,,many,x\n`,
};
const ROWS = 1_202;

describe.skipIf(!isInstalled)('the state machine that scores files', () => {
  let stage: KumoStage;
  const folder = freshFolder();

  beforeAll(async () => {
    copyFileSync(MODEL, join(folder, 'model.forest'));
    stage = await KumoStage.start(['inputs', 'outputs', 'work']);
    await stage.deploy(
      ['Plan', 'Score', 'Score', 'Close'],
      ['dist/apps/batch/handler.cjs', relative(ROOT, join(folder, 'model.forest'))],
    );
    for (const [name, text] of Object.entries(FILES)) {
      await stage.put('inputs', { [`new/${name}`]: text });
      writeFileSync(join(folder, name), text);
    }
  });
  afterAll(() => stage.stop());

  async function runMachine(): Promise<string> {
    const { definition } = await synthesizeBatch();
    // kumo knows the context of an execution in no task: the attempt comes with the input.
    const known = definition.replace('"$$.Execution.Id"', '"$.attempt"');
    expect(known).not.toBe(definition);
    const { sfn } = stage;
    const stateMachineArn = await stage.createMachine('scoring', known);
    const input = JSON.stringify({ ...INPUT, attempt: 'first' });
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
    const describe = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
    const isOver = async () => (await describe()).status !== 'RUNNING';
    await expect.poll(isOver, { timeout: 100_000, interval: 200 }).toBe(true);
    const { status, error, cause, output } = await describe();
    expect({ status, error, cause }).toMatchObject({ status: 'SUCCEEDED' });
    expect(JSON.parse(output!)).toMatchObject({ open: 0 });
    return executionArn!;
  }

  async function read(Key: string): Promise<string> {
    const { Body } = await stage.s3.send(new GetObjectCommand({ Bucket: 'outputs', Key }));
    return Body!.transformToString();
  }

  async function partKeys(): Promise<string[]> {
    const found: string[] = [];
    const query = { Bucket: 'outputs', Prefix: 'scored/part-' };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: stage.s3 }, query)) {
      found.push(...Contents.map(({ Key }) => Key!));
    }
    return found.sort();
  }

  function predicted(name: string): string {
    const main = join(ROOT, 'apps/trainer/src/main.ts');
    const words = [main, 'predict', `--model=${MODEL}`, '--keep=id', '--out=predicted.csv'];
    spawnSync(process.execPath, [...words, `--data=${name}`], { cwd: folder });
    return readFileSync(join(folder, 'predicted.csv'), 'utf8');
  }

  test('the parts are what predict writes, by several children and in rounds', async () => {
    const executionArn = await runMachine();
    const texts = await Promise.all((await partKeys()).map(read));
    const answers = Object.keys(FILES).map(predicted);
    const header = answers[0]!.slice(0, answers[0]!.indexOf('\n') + 1);
    const joined = ([first, ...more]: readonly string[]) =>
      [first, ...more.map((text) => text.slice(header.length))].join('');
    expect(texts.every((text) => text.startsWith(header))).toBe(true);
    expect(joined(texts)).toBe(joined(answers));
    const manifest = JSON.parse(await read('scored/_manifest.json')) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      rows: ROWS,
      refused: { rows: 2 },
      input: { files: 2, empty_files: 0 },
      output: { parts: texts.filter((text) => text !== header).length },
      corrected_pieces: texts.filter((text) => text === header).length,
    });
    expect(manifest['corrected_pieces']).toBeGreaterThan(0);
    const { sfn } = stage;
    const { mapRuns } = await sfn.send(new ListMapRunsCommand({ executionArn }));
    let children = 0;
    for (const { mapRunArn } of mapRuns!) {
      const run = await sfn.send(new DescribeMapRunCommand({ mapRunArn }));
      const [pieces, calls] = [run.itemCounts!.total!, run.executionCounts!.total!];
      expect(calls).toBe(Math.ceil(pieces / PIECES_PER_CALL));
      children += calls;
    }
    expect(mapRuns!.length).toBeGreaterThan(1);
    const callsOf = (name: string) => stage.callsOf(name).reduce((sum, calls) => sum + calls, 0);
    expect(callsOf('Score')).toBe(children);
    const rounds = mapRuns!.length;
    expect(callsOf('Close')).toBe(rounds);
    expect(manifest).toMatchObject({
      cost: { usage: { calls: 1 + children + rounds, transitions: 3 + 2 * children + 3 * rounds } },
    });
  });
});
