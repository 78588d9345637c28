import { Buffer } from 'node:buffer';
import { gzipSync, zstdCompressSync } from 'node:zlib';

import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';

import { snakeCaseKeys } from '@lambda-forest/text';

import { MemoryInput, MemoryOutput } from '../test/memory-store.ts';
import { predictWhole, scoreBy, specOf } from '../test/model.ts';
import { PiecesRefusedError } from './errors.ts';
import { openRun, planPieces, RUN_FILES, runPieces, scoreAndRecord } from './index.ts';
import type { Manifest, Piece, ScoreOptions } from './index.ts';
import type { InputStore } from './store.ts';

const CSV: ScoreOptions = {
  answers: { format: 'csv', probabilities: true },
  choice: {},
  keep: ['id', 'note'],
};
const EVENTS = { workers: 3, onPiece: () => undefined };

async function run(
  files: Readonly<Record<string, Uint8Array | string>>,
  pieceBytes: number,
  options = CSV,
  chunk?: number,
): Promise<{ output: MemoryOutput; manifest: Manifest; pieces: readonly Piece[] }> {
  const spec = specOf(options, pieceBytes);
  const input = new MemoryInput(files, chunk);
  const output = new MemoryOutput();
  const opened = await openRun(spec, input, output, { isResumed: false });
  const manifest = await runPieces(spec, opened, output, scoreBy(spec, input, output), EVENTS);
  return { output, manifest, pieces: opened.pieces };
}

/** The parts as one text, with the header of the first one alone. */
function joined({ files }: MemoryOutput, header: string): string {
  const parts = [...files.keys()].filter((key) => key.startsWith('part-')).sort();
  const texts = parts.map((key) => files.get(key)!);
  expect(texts.filter((text) => !text.startsWith(header))).toEqual([]);
  return header + texts.map((text) => text.slice(header.length)).join('');
}

const cell = fc.oneof(
  fc.constantFrom('0.25', '0.75', '', 'no number', '1e3'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);
const note = fc.oneof(
  fc.constantFrom('', 'plain', 'é', '"quoted"'),
  fc
    .array(fc.constantFrom('a', '""', '\n', '\r\n', ',', '1,2,3\n'), { maxLength: 12 })
    .map((parts) => `"${parts.join('')}"`),
);

test('parts of CSV are what predict writes, however the files are cut', async () => {
  let corrected = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, note), { minLength: 1, maxLength: 25 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom('', '\ufeff'),
      fc.boolean(),
      fc.integer({ min: 1, max: 150 }),
      fc.integer({ min: 1, max: 60 }),
      async (rows, newline, mark, isEnded, pieceBytes, chunk) => {
        const lines = ['id,x,note', ...rows.map(([x, text], i) => `${i},${x},${text}`)];
        const text = Buffer.from(mark + lines.join(newline) + (isEnded ? newline : ''));
        const options = { ...CSV, choice: { delimiter: ',', quote: '"' } };
        const expected = predictWhole(text, options);
        const { output, manifest } = await run({ 'a.csv': text }, pieceBytes, options, chunk);
        expect(joined(output, 'id,note,prediction,error\n')).toBe(expected);
        expect(manifest.rows).toBe(rows.length);
        corrected += manifest.correctedPieces;
      },
    ),
    { numRuns: 60 },
  );
  expect(corrected).toBeGreaterThan(0);
});

test('rows that do not fit are counted, with the line of the file on which they are', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 10 === 7 ? 'x' : 0.1},"a\nb"`);
  const text = `id,x,note\n${rows.join('\n')}\n`;
  const { manifest } = await run({ 'a.csv': text, 'b.csv': text, 'empty.csv': '' }, 50);
  const reason = 'column "x": found "x", expected a number';
  expect(manifest).toMatchObject({ rows: 80, input: { files: 3, emptyFiles: 1 } });
  const first = text.slice(0, text.indexOf('x,"') - 2).split('\n').length;
  expect(manifest.refused).toEqual({
    rows: 8,
    places: [{ file: 'a.csv', line: first, reason, alike: 7 }],
    others: 0,
  });
});

test('files that write numbers otherwise than training did are named, each once', async () => {
  const files = { 'a.csv': 'id,x,note\n1,0.2,a\n', 'b.csv': 'id;x;note\n1;0,2;a\n2;0,3;b\n' };
  const { manifest } = await run(files, 14);
  const line =
    'b.csv writes the numbers of "x" with decimal commas, training had decimal points or whole numbers.';
  expect(manifest).toMatchObject({ rows: 3, refused: { rows: 0 } });
  expect(manifest.notices).toEqual({ lines: [line], others: 0 });
});

test('levels that count as others are named by column, with the rows of all files', async () => {
  const levels = { levels: ['red', '(other)'], counts: [5, 5], missing: 0, other: true } as const;
  const features = [{ kind: 'categorical', name: 'x', ...levels }] as const;
  const rows = ['red', 'pink', 'blue', 'red', '(other)', 'pink'];
  const text = ['id,x,note', ...rows.map((x, i) => `${i},${x},a`), ''].join('\n');
  const files = { 'a.csv': text, 'b.csv': text, 'c.csv': 'id,x,note\n1,red,a\n' };
  for (const pieceBytes of [9, 30, 1000]) {
    const spec = specOf(CSV, pieceBytes);
    const [input, output] = [new MemoryInput(files), new MemoryOutput()];
    const opened = await openRun(spec, input, output, { isResumed: false });
    const score = scoreBy(spec, input, output, features);
    const { notices } = await runPieces(spec, opened, output, score, EVENTS);
    const line =
      'Levels of "x" that the model does not list, such as "pink", count as "(other)" in 6 rows of a.csv and 1 more file.';
    expect(notices).toEqual({ lines: [line], others: 0 });
  }
});

test('the manifest and the list of parts are written in snake_case', async () => {
  const { output, manifest } = await run({ 'a.csv': 'id,x,note\n1,0.2,a\n' }, 64);
  const written = JSON.parse(output.files.get(RUN_FILES.manifest)!) as unknown;
  expect(written).toEqual(snakeCaseKeys(manifest));
  expect(written).toMatchObject({ corrected_pieces: 0, output: { parts: 1 } });
  expect(JSON.parse(output.files.get(RUN_FILES.parts)!)).toMatchObject({ refused_rows: 0 });
});

test('JSON Lines keep the members of the first object of the file in every part', async () => {
  const lines = Array.from({ length: 30 }, (_, i) =>
    JSON.stringify({ id: i, x: i / 30, ...(i % 7 === 6 && { more: 1 }) }),
  );
  const text = Buffer.from(lines.join('\n'));
  for (const format of ['csv', 'jsonl'] as const) {
    const options = { answers: { format, probabilities: true }, choice: {}, keep: 'all' } as const;
    const { output, pieces } = await run({ 'a.jsonl': text }, 100, options);
    expect(pieces.length).toBeGreaterThan(5);
    const header = format === 'csv' ? 'id,x,prediction,error\n' : '';
    expect(joined(output, header)).toBe(predictWhole(text, options));
  }
});

test('files of other kinds are scored as a whole, Parquet by its groups of rows', async () => {
  const text = 'id,x,note\n1,0.2,a\n2,0.8,b\n';
  const parquet = parquetWriteBuffer({
    columnData: [
      { name: 'id', data: [1, 2, 3, 4, 5], type: 'INT32' },
      { name: 'x', data: [0.2, 0.8, 0.2, 0.8, 0.2], type: 'DOUBLE' },
      { name: 'note', data: ['a', 'b', 'c', 'd', 'e'], type: 'STRING' },
    ],
    rowGroupSize: 2,
  });
  const files = {
    'a.csv.gz': gzipSync(text),
    'b.csv': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'c.parquet': new Uint8Array(parquet),
    'd.parquet.gz': gzipSync(new Uint8Array(parquet)),
  };
  const { output, manifest, pieces } = await run(files, 10);
  expect(pieces.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
    'a.csv.gz whole',
    'b.csv whole',
    'c.parquet groups',
    'c.parquet groups',
    'c.parquet groups',
    'd.parquet.gz whole',
  ]);
  const two = '1,a,1,\n2,b,2,\n';
  const five = `${two}3,c,1,\n4,d,2,\n5,e,1,\n`;
  expect(joined(output, 'id,note,prediction,error\n')).toBe(
    `id,note,prediction,error\n${two}${two}${five}${five}`,
  );
  expect(manifest.rows).toBe(14);
  const lines = output.files.get(RUN_FILES.parts)!.trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { rows: number }).rows)).toEqual([
    2, 2, 2, 2, 1, 5,
  ]);
});

const ROWS = Array.from({ length: 60 }, (_, i) => `${i},0.${i},"a\n${i}"`);
const TEXT = `id,x,note\n${ROWS.join('\n')}\n`;

test('a run that was ended anywhere and is taken up again writes the same bytes', async () => {
  const whole = await run({ 'a.csv': TEXT }, 64);
  const spec = specOf(CSV, 64);
  const isPart = ([key]: [string, string]) => key.startsWith('part-') || key.startsWith('_parts');
  for (const ended of [0, 1, 5, whole.pieces.length - 1]) {
    const input = new MemoryInput({ 'a.csv': TEXT });
    const output = new MemoryOutput();
    const score = scoreBy(spec, input, output);
    let done = 0;
    const killed = async (piece: Piece) => {
      if (done++ >= ended) throw new Error('killed');
      return score(piece);
    };
    const opened = await openRun(spec, input, output, { isResumed: false });
    await expect(runPieces(spec, opened, output, killed, EVENTS)).rejects.toThrow('killed');
    expect(output.files.has(RUN_FILES.manifest)).toBe(false);
    const resumed = await openRun(spec, input, output, { isResumed: true });
    await runPieces(spec, resumed, output, score, EVENTS);
    expect([...output.files].filter(isPart).sort()).toEqual(
      [...whole.output.files].filter(isPart).sort(),
    );
  }
});

test('what could not be read is tried again where a run is taken up', async () => {
  const whole = await run({ 'a.csv': TEXT }, 64);
  const spec = specOf(CSV, 64);
  const input = new MemoryInput({ 'a.csv': TEXT });
  const output = new MemoryOutput();
  const refusal = { code: 'DATA_INVALID', problem: 'Found no text', remedy: 'Correct it.' };
  const refused = async (piece: Piece) => {
    return { ...(await scoreBy(spec, input, new MemoryOutput())(piece)), refusal };
  };
  const opened = await openRun(spec, input, output, { isResumed: false });
  const running = runPieces(spec, opened, output, refused, EVENTS);
  await expect(running).rejects.toThrow(refusal.problem);
  const resumed = await openRun(spec, input, output, { isResumed: true });
  const again = await runPieces(spec, resumed, output, scoreBy(spec, input, output), EVENTS);
  expect(again.output).toEqual(whole.manifest.output);
});

test('a part that was lost or changed is written again', async () => {
  const { output, manifest } = await run({ 'a.csv': TEXT }, 64);
  const parts = [...output.files.keys()].filter((key) => key.startsWith('part-'));
  const whole = new Map(output.files);
  output.files.delete(parts[1]!);
  output.files.set(parts[3]!, 'half');
  const spec = specOf(CSV, 64);
  const input = new MemoryInput({ 'a.csv': TEXT });
  const opened = await openRun(spec, input, output, { isResumed: true });
  const again = await runPieces(spec, opened, output, scoreBy(spec, input, output), EVENTS);
  expect(again.output).toEqual(manifest.output);
  for (const part of parts) expect(output.files.get(part)).toBe(whole.get(part));
});

test('parts that are not found as they were written end the run', async () => {
  const spec = specOf(CSV, 64);
  const input = new MemoryInput({ 'a.csv': TEXT });
  const output = new MemoryOutput();
  const opened = await openRun(spec, input, output, { isResumed: false });
  const score = scoreBy(spec, input, output);
  const other = async (piece: Piece) => {
    const receipt = await score(piece);
    return piece.id === '00000001' ? { ...receipt, bytes: receipt.bytes + 1 } : receipt;
  };
  const running = runPieces(spec, opened, output, other, EVENTS);
  await expect(running).rejects.toMatchObject({ code: 'OUTPUT_TAKEN' });
});

test('the part of a corrected piece that was lost is written again', async () => {
  const { output, manifest } = await run({ 'a.csv': TEXT }, 64);
  const whole = new Map(output.files);
  const corrected = [...output.files.keys()].filter((key) => /^part-\d+-/.test(key));
  expect(corrected.length).toBe(manifest.correctedPieces);
  for (const key of corrected) output.files.delete(key);
  const spec = specOf(CSV, 64);
  const input = new MemoryInput({ 'a.csv': TEXT });
  const opened = await openRun(spec, input, output, { isResumed: true });
  let scored = 0;
  const score = scoreBy(spec, input, output);
  const counted = (piece: Piece) => {
    scored++;
    return score(piece);
  };
  await runPieces(spec, opened, output, counted, EVENTS);
  expect(scored).toBe(corrected.length);
  for (const key of [...corrected, RUN_FILES.parts]) {
    expect(output.files.get(key)).toBe(whole.get(key));
  }
});

test('while a part is missing there is no manifest', async () => {
  const { output } = await run({ 'a.csv': TEXT }, 64);
  output.files.delete('part-00000000.csv');
  const spec = specOf(CSV, 64);
  const opened = await openRun(spec, new MemoryInput({ 'a.csv': TEXT }), output, {
    isResumed: true,
  });
  const killed = () => Promise.reject(new Error('killed'));
  await expect(runPieces(spec, opened, output, killed, EVENTS)).rejects.toThrow('killed');
  expect(output.files.has(RUN_FILES.manifest)).toBe(false);
  expect(output.files.has(RUN_FILES.parts)).toBe(false);
});

const numberedRows = fc.array(note, { minLength: 1, maxLength: 25 });

test('a call that is late changes nothing, whenever it ends', async () => {
  let corrected = 0;
  await fc.assert(
    fc.asyncProperty(
      numberedRows,
      fc.integer({ min: 1, max: 80 }),
      fc.infiniteStream(fc.constantFrom('in time', 'twice', 'late', 'lost', 'later')),
      async (notes, pieceBytes, ends) => {
        const text = `id,x,note\n${notes.map((each, i) => `${i},0.${i},${each}\n`).join('')}`;
        const options = { ...CSV, choice: { delimiter: ',', quote: '"' } };
        const spec = specOf(options, pieceBytes);
        const input = new MemoryInput({ 'a.csv': text });
        const output = new MemoryOutput();
        const score = scoreBy(spec, input, output);
        const late: (() => Promise<unknown>)[] = [];
        const scoreOrNot = async (piece: Piece) => {
          const record = () => scoreAndRecord(piece, score, output);
          const end = ends.next().value;
          if (end === 'late' || end === 'later' || end === 'twice') late.push(record);
          if (end === 'lost' || end === 'later') throw new Error('lost');
          if (end === 'late') await late.shift()!(); // of another call
          return score(piece);
        };
        let opened = await openRun(spec, input, output, { isResumed: false });
        for (let attempt = 0; ; attempt++) {
          const doing = attempt < 9 ? scoreOrNot : score;
          const isOver = await runPieces(spec, opened, output, doing, EVENTS).then(
            () => true,
            () => false,
          );
          if (isOver) break;
          opened = await openRun(spec, input, output, { isResumed: true });
        }
        const results = () => [...output.files].filter(([key]) => !key.startsWith('_run/')).sort();
        const before = results();
        for (const record of late) await record();
        expect(results()).toEqual(before);
        expect(joined(output, 'id,note,prediction,error\n')).toBe(
          predictWhole(Buffer.from(text), options),
        );
        const again = await openRun(spec, input, output, { isResumed: true });
        const none = () => Promise.reject(new Error('scored'));
        const manifest = await runPieces(spec, again, output, none, EVENTS);
        expect(results().filter(([key]) => key !== RUN_FILES.manifest)).toEqual(
          before.filter(([key]) => key !== RUN_FILES.manifest),
        );
        corrected += manifest.correctedPieces;
      },
    ),
    { numRuns: 60 },
  );
  expect(corrected).toBeGreaterThan(0);
});

test('a finished run that is taken up again scores nothing', async () => {
  const { output } = await run({ 'a.csv': TEXT }, 64);
  const spec = specOf(CSV, 64);
  const input = new MemoryInput({ 'a.csv': TEXT });
  const opened = await openRun(spec, input, output, { isResumed: true });
  const score = () => Promise.reject(new Error('scored'));
  const { rows } = await runPieces(spec, opened, output, score, EVENTS);
  expect(rows).toBe(60);
});

test.each([
  ['a new run where there is one', [], 64, false, 'run in "out".*another output, or.*resume'],
  [
    'a new run among other files',
    ['a.txt'],
    64,
    false,
    'no run in "out", expected nothing there, or.*another output\\.$',
  ],
  [
    'to take up a run of other options',
    [],
    65,
    true,
    'another model.*"out", expected the one that is taken.*another output\\.$',
  ],
  ['to take up other files', ['a.txt'], 64, true, 'no run in "out".*another output\\.$'],
  [
    'to take up a run whose receipts are gone',
    ['part-00000000.csv'],
    64,
    true,
    'parts of a run in "out" without its plan and receipts.*14 days, expected a run to.*remove',
  ],
  [
    'to take up a complete one',
    ['part-00000000.csv', '_manifest.json'],
    64,
    true,
    'a complete run in "out" without its plan and receipts.*14 days.*leave out',
  ],
  [
    'to take up nothing',
    undefined,
    64,
    true,
    'no run in "out", expected a run to.*Leave out.*resume',
  ],
])('an output is of one run: %s', async (_, others, pieceBytes, isResumed, message) => {
  const input = new MemoryInput({ 'a.csv': TEXT });
  const isOfRun = others?.length === 0;
  const output = isOfRun ? (await run({ 'a.csv': TEXT }, 64)).output : new MemoryOutput();
  for (const key of others ?? []) output.files.set(key, '');
  const opening = openRun(specOf(CSV, pieceBytes), input, output, { isResumed });
  await expect(opening).rejects.toMatchObject({ code: 'OUTPUT_TAKEN' });
  await expect(opening).rejects.toThrow(new RegExp(message));
});

test('an attempt that opens its run again goes on with it', async () => {
  const input = new MemoryInput({ 'a.csv': TEXT });
  const output = new MemoryOutput();
  const first = { isResumed: false, attempt: 'first' };
  const { plan } = await openRun(specOf(CSV, 64), input, output, first);
  expect((await openRun(specOf(CSV, 64), input, output, first)).plan).toBe(plan);
  const other = new MemoryOutput();
  const twice = [1, 2].map(() => openRun(specOf(CSV, 64), input, other, first));
  expect((await Promise.all(twice)).map((each) => each.plan)).toEqual([plan, plan]);
  output.files.delete(RUN_FILES.plan); // ended before it was written
  expect((await openRun(specOf(CSV, 64), input, output, first)).plan).toBe(plan);
  const second = { isResumed: false, attempt: 'second' };
  await expect(openRun(specOf(CSV, 64), input, output, second)).rejects.toMatchObject({
    code: 'OUTPUT_TAKEN',
  });
});

/** Texts of given sizes, of which the beginnings are read. */
function sized(sizes: readonly number[]): InputStore {
  return {
    async *list() {
      for (const [i, size] of sizes.entries()) {
        yield await Promise.resolve({ key: `${i}.csv`, size, etag: '1' });
      }
    },
    async *read(_, start, end) {
      expect([start, end]).toEqual([0, 262_144]);
      yield await Promise.resolve(Buffer.from('a,b\n1,2\n'));
    },
  };
}

const [MB, TB] = [2 ** 20, 1e12];
test.each([
  ['fewer than a plan holds', [30 * TB], 128, 223_518, 128 * MB],
  ['as many as it holds, which are larger', [60 * TB], 128, 299_999, 2e8],
  ['as many of many files', Array.from({ length: 1_000 }, () => 0.6 * TB), 1, 299_000, 2e9],
  ['fewer, because they are large', [400 * TB], 4_096, 93_133, 4_096 * MB],
])('pieces are %s', async (_, sizes, pieceMb, most, bytes) => {
  const pieces = await planPieces(sized(sizes), { pieceBytes: pieceMb * MB, choice: {} });
  expect(pieces.length).toBeLessThanOrEqual(most);
  expect(pieces.length).toBeGreaterThan(most * 0.998);
  const largest = Math.max(...pieces.slice(0, 9).map(bytesOf));
  expect(largest / bytes).toBeGreaterThan(0.99);
  expect(largest / bytes).toBeLessThan(1.01);
});

function bytesOf(piece: Piece): number {
  return piece.kind === 'bytes' ? piece.end - piece.start : piece.size;
}

test('more bytes than pieces of a plan may have are refused before the output is taken', async () => {
  const output = new MemoryOutput();
  const opening = openRun(specOf(CSV, MB), sized([2_000 * TB]), output, { isResumed: false });
  await expect(opening).rejects.toThrow(
    'Found at least 931,323 pieces in the input, expected at most 300,000.',
  );
  expect(output.files.size).toBe(0);
});

test('too many files are not listed to their end', async () => {
  let listed = 0;
  const endless: InputStore = {
    async *list() {
      const object = { key: 'a.csv', size: 9, etag: '1' };
      for (; listed < 2_000_000; listed++) yield await Promise.resolve(object);
    },
    read: () => expect.unreachable('nothing is read'),
  };
  const opened = openRun(specOf(CSV, 1), endless, new MemoryOutput(), { isResumed: false });
  await expect(opened).rejects.toThrow('Found at least 300,001 pieces');
  expect(listed).toBe(300_000);
});

test('an input that cannot be planned leaves the output free', async () => {
  for (const [files, code] of [
    [{}, 'NOTHING_TO_SCORE'],
    [{ 'a.parquet': 'PAR1\x15'.repeat(50) }, 'DATA_INVALID'],
  ] as const) {
    const output = new MemoryOutput();
    const opening = openRun(specOf(CSV, 64), new MemoryInput(files), output, { isResumed: false });
    await expect(opening).rejects.toMatchObject({ code });
    expect(output.files.size).toBe(0);
  }
});

const NO_ROWS = {
  'without a byte.csv': '',
  'with a header only.csv': 'id,x,note',
  'with empty lines.csv': `id,x,note${'\n'.repeat(200)}`,
  'with nothing packed.csv.gz': gzipSync(''),
  'with a header packed.csv.gz': gzipSync('id,x,note\n'),
  'without a byte.jsonl': '',
  'without groups.parquet': new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'id', data: [], type: 'INT32' },
        { name: 'x', data: [], type: 'DOUBLE' },
        { name: 'note', data: [], type: 'STRING' },
      ],
    }),
  ),
};

test.each(Object.entries(NO_ROWS))('a file without rows is refused: %s', async (name, content) => {
  const running = run({ [name]: content }, 64);
  await expect(running).rejects.toMatchObject({ code: 'DATA_INVALID' });
  await expect(running).rejects.toThrow(`In ${name}, found no rows, expected a header`);
});

test('rows that are left out are named where nothing is below them', async () => {
  const options = { ...CSV, choice: { skipRowsAfterHeader: 9 } };
  const running = run({ 'a.csv': 'id,x,note\n1,0.2,a\n' }, 64, options);
  await expect(running).rejects.toThrow('found nothing below the header and 9 rows that');
});

test('beside files with rows, those without are counted, with a header each', async () => {
  for (const format of ['csv', 'jsonl'] as const) {
    const options = { ...CSV, answers: { format, probabilities: true } };
    const { output, manifest } = await run({ ...NO_ROWS, 'z.csv': TEXT }, 64, options);
    const header = format === 'csv' ? 'id,note,prediction,error\n' : '';
    expect(joined(output, header)).toBe(predictWhole(Buffer.from(TEXT), options));
    expect(manifest.input).toMatchObject({ files: 8, emptyFiles: 7 });
  }
});

const OTHER_OF_SAME_SIZE = TEXT.replace('0,0.0,', '0,0.9,');

test.each([
  ['longer', `${TEXT}61,0.5,c\n`],
  ['of the same size', OTHER_OF_SAME_SIZE],
])('a file that was replaced since the plan by one %s ends the run', async (_, text) => {
  const spec = specOf(CSV, 64);
  const input = new MemoryInput({ 'a.csv': TEXT });
  const output = new MemoryOutput();
  const opened = await openRun(spec, input, output, { isResumed: false });
  input.files.set('a.csv', Buffer.from(text));
  const score = scoreBy(spec, input, output);
  await expect(runPieces(spec, opened, output, score, EVENTS)).rejects.toMatchObject({
    code: 'INPUT_CHANGED',
  });
  expect(output.files.has(RUN_FILES.manifest)).toBe(false);
});

test.each([
  ['removed', ({ files }: MemoryInput) => files.delete('a.csv')],
  [
    'replaced by one of the same size',
    ({ files }: MemoryInput) => files.set('a.csv', Buffer.from(OTHER_OF_SAME_SIZE)),
  ],
])('a file that was %s once it was scored is noticed before the manifest', async (_, change) => {
  const spec = specOf(CSV, 1e6); // whole files: no later round looks at them
  const input = new MemoryInput({ 'a.csv': TEXT, 'b.csv': TEXT });
  const output = new MemoryOutput();
  const opened = await openRun(spec, input, output, { isResumed: false });
  const score = scoreBy(spec, input, output);
  const changing = async (piece: Piece) => {
    if (piece.key === 'b.csv') change(input);
    return score(piece);
  };
  const events = { ...EVENTS, workers: 1 };
  await expect(runPieces(spec, opened, output, changing, events)).rejects.toThrow('"a.csv"');
  expect(output.files.has(RUN_FILES.manifest)).toBe(false);
});

test('a run is not taken up by another model, as where it was replaced meanwhile', async () => {
  const { output } = await run({ 'a.csv': TEXT }, 64);
  const before = new Map(output.files);
  const spec = specOf(CSV, 64);
  const other = { ...spec, model: { ...spec.model, sha256: 'cd' } };
  const opening = openRun(other, new MemoryInput({ 'a.csv': TEXT }), output, { isResumed: true });
  await expect(opening).rejects.toThrow('a run of another model');
  expect(output.files).toEqual(before);
});

const column = (name: string, type: 'DOUBLE' | 'INT32' | 'STRING', data: unknown[]) => ({
  name,
  type,
  data,
});
const parquetOf = (...columnData: ReturnType<typeof column>[]) =>
  new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 }));
const ID = column('id', 'INT32', [1, 2, 3]);
const NOTE = column('note', 'STRING', ['a', 'b', 'c']);
const X = column('x', 'DOUBLE', [0.2, 0.8, 0.2]);

test.each([
  [
    'in another order, with one more',
    [NOTE, X, column('more', 'STRING', ['', '', '']), ID],
    '1,2,1',
    0,
  ],
  ['with whole numbers', [ID, column('x', 'INT32', [0, 1, 0]), NOTE], '1,2,1', 0],
  ['with text for numbers', [ID, column('x', 'STRING', ['0.2', 'low', '']), NOTE], ',,1', 2],
])('a Parquet file may have the columns %s', async (_, columns, answers, refused) => {
  const files = { 'a.parquet': parquetOf(ID, X, NOTE), 'b.parquet': parquetOf(...columns) };
  const { output, manifest } = await run({ ...files, 'c.parquet': files['a.parquet'] }, 10);
  expect(manifest.rows).toBe(9);
  expect(manifest.refused.rows).toBe(refused);
  const lines = joined(output, 'id,note,prediction,error\n').trim().split('\n').slice(1);
  expect(lines.slice(3, 6).map((line) => line.split(',')[2])).toEqual(answers.split(','));
});

test.each([
  ['without a column that the model reads', { 'a.csv': TEXT.replace(',x,', ',z,') }, 'column "x"'],
  [
    'of Parquet that lacks a column of the others',
    {
      'a.parquet': parquetOf(ID, X, NOTE),
      'b.parquet': parquetOf(ID, NOTE),
      'c.parquet': parquetOf(ID, X, NOTE),
    },
    'In b.parquet, found no column "x"',
  ],
  [
    'that is packed and cut off, between others',
    { 'a.csv': TEXT, 'b.csv.gz': gzipSync(TEXT).subarray(0, 90), 'c.csv': TEXT },
    'b.csv.gz',
    'FILE_DAMAGED',
  ],
  [
    'that is packed by Zstandard and cut off, between others',
    { 'a.csv': TEXT, 'b.csv.zst': zstdCompressSync(TEXT).subarray(0, 90), 'c.csv': TEXT },
    'b.csv.zst',
    'FILE_DAMAGED',
  ],
  ['without a column that is kept', { 'a.csv': TEXT.replace('note', 'other') }, '"note"'],
  [
    'with a quote that is never closed',
    { 'a.csv': `${TEXT}61,0.5,"c\n${'more,1,x\n'.repeat(40)}` },
    'line ',
  ],
  [
    'that is packed and cut off',
    { 'a.csv.gz': gzipSync(TEXT).subarray(0, 90) },
    'cut off',
    'FILE_DAMAGED',
  ],
])(
  'a file %s ends the run without a manifest',
  async (_, files, message, code = 'DATA_INVALID') => {
    const output = new MemoryOutput();
    const spec = specOf(CSV, 64);
    const input = new MemoryInput(files);
    const opened = await openRun(spec, input, output, { isResumed: false });
    const running = runPieces(spec, opened, output, scoreBy(spec, input, output), EVENTS);
    await expect(running).rejects.toMatchObject({ code });
    await expect(running).rejects.toThrow(message);
    expect(output.files.has(RUN_FILES.manifest)).toBe(false);
  },
);

test('pieces that are refused are one message: what was found, how many more, what to do', () => {
  const refusal = { code: 'DATA_INVALID', problem: 'Found a, expected b.', remedy: 'Write b.' };
  const messages = [1, 2, 3].map((n) => new PiecesRefusedError(Array(n).fill(refusal)).message);
  const end = 'Write b. Then start a new run with another output.';
  expect(messages).toEqual([
    `Found a, expected b. ${end}`,
    `Found a, expected b. 1 more piece could not be read either. ${end}`,
    `Found a, expected b. 2 more pieces could not be read either. ${end}`,
  ]);
});

/** More than what a text's kind is found out from. */
const LONG = TEXT + TEXT.slice(TEXT.indexOf('\n') + 1).repeat(900);
/** Bytes of a piece, so that what follows is not in the first one. */
const LATER = Math.floor(LONG.length * 0.9);

test.each([
  ['a quote that is never closed', `61,0.5,"c\n${`${'more'.repeat(60)},1,x\n`.repeat(11_000)}`],
  ['text behind a quote', '61,0.5,"c\n"d\n'],
  ['bytes that are no text', Buffer.from('61,0.5,\xff\n', 'latin1')],
  ['bytes of another kind', '61,0.5,\0\n'],
])(
  'a refusal names the line of the file, not of the piece: %s',
  async (_, fault) => {
    const text = Buffer.concat([Buffer.from(LONG), Buffer.from(fault), Buffer.from(TEXT)]);
    const message = refusalBy(() => predictWhole(text, CSV)).replace('whole', 'a.csv');
    expect(message).toContain(`line ${LONG.split('\n').length}`);
    await expect(run({ 'a.csv': text }, LATER, CSV, 1_048_576)).rejects.toThrow(message);
  },
  60_000,
);

function refusalBy(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected a refusal');
}
