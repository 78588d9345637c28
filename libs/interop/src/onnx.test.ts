/**
 * Models as converters to ONNX wrote them, against what onnxruntime answers with one thread. Sums are equal to the bit
 * where they are made in the same type and order. Links differ by two units in the last place of a float32, those of
 * probabilities near 1: onnxruntime takes them from 1. Shares of classes differ by one for each tree: converters have
 * rounded them. Sums of hummingbird's graphs do, too: onnxruntime adds them in an order of its own.
 */
import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';

import { compileForest, predictBatch, treeCount, validateForest } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { ForeignModelError, readForeignModel } from './index.ts';
import type { ForeignColumn } from './index.ts';
import { unpack } from './reading/unpack.ts';

const FOLDERS = ['onnx', 'hummingbird-0.4.12'];
const FLOAT32_ULP = 2 ** -23;

const names = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(`../golden/${folder}/`, import.meta.url))
    .filter((file) => file.endsWith('.input.json'))
    .map((file) => `${folder}/${file.replace('.input.json', '')}`),
);

function read(name: string, part: string) {
  const file = new URL(`../golden/${name}.${part}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

type Cell = number | string | null;

/** As a reader of the schema makes it: a level's index. */
function valueOf(cell: Cell, column: ForeignColumn): number {
  if (cell === null) return NaN;
  if (column.kind === 'numeric') return Number(cell);
  const level = column.levels.indexOf(String(cell));
  return level === -1 ? column.levels.length : level;
}

test.each(names)('%s', (name) => {
  const { model, rows } = read(name, 'input') as { model: string; rows: Cell[][] };
  const { predictions, labels } = read(name, 'expected') as {
    predictions: (number | number[])[];
    labels?: string[];
  };
  const { forest, columns, task, classes, sumsVary } = readForeignModel(
    Buffer.from(model, 'base64'),
  );
  validateForest(forest);
  const asked = Float64Array.from(
    rows.flatMap((row) => row.map((cell, i) => valueOf(cell, columns[i]!))),
  );
  const answers = predictBatch(forest, asked);
  expect([...compileForest(forest).predictBatch(asked)]).toEqual([...answers]);
  expect(classes?.length ?? forest.outputCount).toBe(forest.outputCount);
  labels?.forEach((label, i) => {
    const shares = [...answers].slice(i * forest.outputCount, (i + 1) * forest.outputCount);
    expect(classes?.[shares.indexOf(Math.max(...shares))]).toBe(label);
  });
  const isShares = task === 'classification' && forest.link.kind === 'identity';
  const isExact = forest.link.kind === 'identity' && !isShares;
  const expected = predictions.flat();
  expect(answers).toHaveLength(expected.length);
  if (sumsVary) {
    const largest = Math.max(...expected.map(Math.abs));
    const unit = forest.roundsScores || isShares ? treeCount(forest) * FLOAT32_ULP : 1e-12;
    expected.forEach((answer, i) => {
      expect(Math.abs(answers[i]! - answer), `${i}`).toBeLessThanOrEqual(unit * largest);
    });
    return;
  }
  if (isExact && !name.endsWith('five-double')) {
    expect([...answers].map(Math.fround)).toEqual(expected);
    return;
  }
  expected.forEach((answer, i) => {
    const units = isShares ? treeCount(forest) : 2;
    const size = task === 'classification' ? 1 : Math.abs(answer);
    expect(Math.abs(answers[i]! - answer), `${i}: ${answers[i]} for ${answer}`).toBeLessThanOrEqual(
      isExact ? 0 : units * FLOAT32_ULP * size,
    );
  });
});

test('codes are listed up to the largest that is tested, and no text is taken for another one', () => {
  const { model } = read('onnx/filled-codes-1', 'input') as { model: string };
  const { columns } = readForeignModel(Buffer.from(model, 'base64'));
  const codes = { levels: ['0', '1', '2'], hasLevels: false, takesOthers: false };
  expect(columns).toEqual([{ kind: 'categorical', name: 'X', isNamed: true, ...codes }]);
});

// Of the longer files one bit of each byte; `fuzz:foreign-models` changes them everywhere.
test.each([
  ['onnx/five', 1],
  ['hummingbird-0.4.12/boosting-one-gemm', 7],
  ['hummingbird-0.4.12/boosting-one-tree_trav', 7],
  ['hummingbird-0.4.12/boosting-one-perf_tree_trav', 7],
] as const)(
  '%s: any truncation and any flipped bit, %i apart, is a valid model, or refused in one way',
  (name, step) => {
    const bytes = unpack(Buffer.from(read(name, 'input')['model'] as string, 'base64'));
    const tryOne = (broken: Uint8Array) => {
      try {
        validateForest(readForeignModel(broken).forest);
      } catch (error) {
        if (!(error instanceof ForeignModelError)) throw error;
      }
    };
    for (let end = 0; end < bytes.length; end += step) tryOne(bytes.subarray(0, end));
    for (let bit = 0; bit < 8 * bytes.length; bit += step) {
      const broken = Uint8Array.from(bytes);
      broken[bit >> 3]! ^= 1 << (bit & 7);
      tryOne(broken);
    }
  },
  60_000,
);
