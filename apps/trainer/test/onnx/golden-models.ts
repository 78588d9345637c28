/** The golden models of other libraries, imported and written as ONNX, with rows to ask and what ours answers. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { LEAF, CATEGORICAL, predictBatch } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { seededRandom } from '@lambda-forest/data';
import {
  readForeignFolder,
  readForeignModel,
  UnsayableModelError,
  writeOnnx,
} from '@lambda-forest/interop';
import type { ForeignModel } from '@lambda-forest/interop';
import type { Feature, Schema } from '@lambda-forest/schema';

import { schemaOfFile } from '../../src/import/schema-of-file.ts';

const GOLDEN = new URL('../../../../libs/interop/golden/', import.meta.url);
const ROWS = 60;
const OPSETS = [15, 21] as const;
/** Beside those that trees compare with. */
const ODD_NUMBERS = [NaN, NaN, 0, -0, 1e-36, -1e-36, 1e30, -1e30];

interface Golden {
  readonly model?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Writes a line of JSON for each model and operator set.
 *
 * @returns names of the models that ONNX has no operator for
 */
export function writeGoldenModels(path: string): readonly string[] {
  const lines: string[] = [];
  const refused: string[] = [];
  for (const library of readdirSync(GOLDEN)) {
    const folder = new URL(`${library}/`, GOLDEN);
    for (const file of readdirSync(folder).filter((each) => each.endsWith('.input.json'))) {
      const name = `${library}/${file.replace('.input.json', '')}`;
      const golden = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden;
      const foreign = readGolden(golden, name);
      const schema = schemaOfFile(foreign, undefined, { target: 'target' });
      const asked = askedRows(foreign.forest, schema);
      try {
        for (const opset of OPSETS)
          lines.push(JSON.stringify(caseOf(name, foreign, schema, asked, opset)));
      } catch (error) {
        if (!(error instanceof UnsayableModelError)) throw error;
        refused.push(name);
      }
    }
  }
  writeFileSync(path, lines.join('\n'));
  return refused;
}

function readGolden({ model = '', files }: Golden, name: string): ForeignModel {
  if (files !== undefined) {
    const entries = Object.entries(files);
    return readForeignFolder(new Map(entries.map(([file, text]) => [file, bytesOf(text)])));
  }
  const isText = /^(xgboost|lightgbm)/.test(name) && !name.endsWith('-ubj');
  const bytes = isText ? Buffer.from(model) : bytesOf(model);
  return readForeignModel(name.startsWith('catboost') ? gunzipSync(bytes) : bytes, {
    rounds: 'all',
  });
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

interface Asked {
  /** As the forest takes them, row-major. */
  readonly rows: Float64Array;
  /** By column, as a request has them; null is a missing number. */
  readonly cells: Readonly<Record<string, readonly (number | string | null)[]>>;
}

/** Numbers that trees compare with and those beside them, levels, unknown texts, and missing values. */
function askedRows(forest: Forest, { features }: Schema): Asked {
  const generator = seededRandom(1);
  const random = () => (generator.next() >>> 0) / 2 ** 32;
  const rows = new Float64Array(ROWS * features.length);
  const cuts = cutsOf(forest, features.length);
  const cells = features.map((feature, at) =>
    Array.from({ length: ROWS }, (_, row) => {
      const place = row * features.length + at;
      if (feature.kind === 'numeric') {
        const known = cuts[at]!;
        const cut = known[Math.floor(random() * known.length)];
        const odd = ODD_NUMBERS[Math.floor(random() * ODD_NUMBERS.length)]!;
        const value = cut === undefined || random() < 0.2 ? odd : beside(cut, random());
        rows[place] = value;
        return Number.isNaN(value) ? null : value;
      }
      const [code, text] = drawLevel(feature, random());
      rows[place] = code;
      return text;
    }),
  );
  return { rows, cells: Object.fromEntries(features.map(({ name }, at) => [name, cells[at]!])) };
}

function cutsOf(forest: Forest, width: number): number[][] {
  const cuts = Array.from({ length: width }, (): number[] => []);
  forest.feature.forEach((feature, node) => {
    const cut = forest.threshold[node]!;
    const isNumber = feature !== LEAF && (forest.flags[node]! & CATEGORICAL) === 0;
    if (isNumber && Number.isFinite(cut)) cuts[feature]!.push(cut); // no table has infinite numbers
  });
  return cuts;
}

function beside(cut: number, chance: number): number {
  const step = Math.max(Math.abs(cut) * 2 ** -23, 2 ** -149);
  return chance < 0.3
    ? cut
    : chance < 0.5
      ? cut + step
      : chance < 0.7
        ? cut - step
        : cut * 2 * chance;
}

function drawLevel(
  feature: Exclude<Feature, { kind: 'numeric' }>,
  chance: number,
): [number, string] {
  const { levels, other } = feature;
  const known = other === true ? levels.slice(0, -1) : levels;
  const drawn = Math.floor(chance * (known.length + 2));
  if (drawn === known.length) return [NaN, ''];
  return drawn > known.length ? [known.length, 'never seen'] : [drawn, known[drawn]!];
}

function caseOf(
  name: string,
  { forest }: ForeignModel,
  schema: Schema,
  { rows, cells }: Asked,
  opset: 15 | 21,
) {
  const naming = { name: 'golden', producerVersion: '0' };
  const { bytes } = writeOnnx({ schema, forest }, naming, opset);
  return {
    name,
    opset,
    model: Buffer.from(bytes).toString('base64'),
    cells,
    isExact: opset === 21 && !forest.roundsScores,
    predictions: [...predictBatch(forest, rows)],
  };
}
