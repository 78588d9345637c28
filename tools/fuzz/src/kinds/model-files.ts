import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compileForest } from '@lambda-forest/forest';
import { scaleRow } from '@lambda-forest/schema';
import {
  decodeModel,
  encodeModel,
  ModelCorruptedError,
  ModelVersionError,
} from '@lambda-forest/serializer';
import type { Model } from '@lambda-forest/serializer';
import { reseal, withHeader } from '@lambda-forest/serializer/testing';

import type { FuzzKind } from '../campaign.ts';
import { changeJson } from '../change-json.ts';
import { mutate } from '../mutate.ts';
import { requireOneLine } from '../one-line.ts';
import type { Random } from '../random.ts';
import { validModels } from './valid-models.ts';

/** Model files of every version of the format. */
const GOLDEN = join(import.meta.dirname, '../../../../libs/serializer/golden');

const HEADER_OFFSET = 20;

/** What stands in the place of a value of the header: sizes and numbers at their ends, other types, odd texts. */
const VALUES: readonly unknown[] = [
  ...[0, 1, -1, 1.5, 2, 3, 7, 64, 1e9, 2 ** 32, 2 ** 53, 1e308, -1e308, 5e-324, -0],
  ...['', 'x', '__proto__', '\u0007\u001b[31m', '\u202e\u2028', 'a/b', '\ud800', 'numeric', 'mean'],
  ...[null, true, false, [], {}, [[]], { x: 1 }, ['\u0000'], { '\u0007': '\u001b' }],
];

const NUMBERS = [1e308, -1e308, Infinity, -Infinity, NaN, -0, 0, 5e-324, 0.5, 1, 2.5, 3, 1 / 3];

/** Names that two members have at once. */
const NAMES = ['\u0007', '\u202e', 'x'];

/** Hostile but correctly sealed model files: one is refused in one line, or is the only file of its model. */
export function modelFiles(): FuzzKind {
  const golden = globSync('*/*.forest', { cwd: GOLDEN }).sort();
  const valid = [
    ...validModels().values(),
    ...golden.map((name) => Uint8Array.from(readFileSync(join(GOLDEN, name)))),
  ];
  return {
    tryOne(random) {
      const bytes = hostile(random.pick(valid), random);
      let model: Model;
      try {
        model = decodeModel(bytes);
      } catch (error) {
        const isRefusal =
          error instanceof ModelCorruptedError || error instanceof ModelVersionError;
        if (!isRefusal) throw error;
        requireOneLine(error.message);
        return 'refused';
      }
      if (!Buffer.from(encodeModel(model)).equals(bytes)) {
        throw new Error('a file that the encoder would not write was accepted');
      }
      requireFinite(model);
      return 'accepted';
    },
  };
}

function hostile(bytes: Uint8Array, random: Random): Uint8Array {
  if (random.below(2) === 0) {
    return withHeader(bytes, (header) => {
      const value = JSON.parse(header) as object;
      for (let left = 1 + random.below(2); left > 0; left--) changeJson(value, VALUES, random);
      if (random.below(8) === 0) rename(value, random.pick(NAMES));
      return JSON.stringify(value).replaceAll(/(?<=[:[,])-0(?=[,}\]])/g, '-0');
    });
  }
  const sections = HEADER_OFFSET + new DataView(bytes.buffer).getUint32(16, true);
  const body = bytes.subarray(sections, -32);
  const changed = random.below(2) === 0 ? mutate(body, random) : withNumbers(body, random);
  return reseal(Buffer.concat([bytes.subarray(0, sections), changed, new Uint8Array(32)]));
}

/** Float64s that are others: thresholds and values of leaves stand first, at multiples of 8 of the file. */
function withNumbers(body: Uint8Array, random: Random): Uint8Array {
  const changed = Uint8Array.from(body);
  const view = new DataView(changed.buffer);
  const first = body.length % 8;
  const places = Math.min(Math.floor((body.length - first) / 8), 24);
  for (let left = 1 + random.below(4); left > 0 && places > 0; left--) {
    view.setFloat64(first + 8 * random.below(places), random.pick(NUMBERS), true);
  }
  return changed;
}

/** Gives every feature and the target one name. */
function rename(header: object, name: string): void {
  const { schema } = header as {
    schema?: { features?: ({ name?: unknown } | null)[]; target?: { name?: unknown } };
  };
  if (!Array.isArray(schema?.features)) return;
  for (const each of schema.features)
    if (typeof each === 'object' && each !== null) each.name = name;
}

/** The answers to ordinary and to extreme rows are numbers. */
function requireFinite({ schema, forest }: Model): void {
  const predictor = compileForest(forest);
  for (const extreme of [0, 1, NaN, 1e300, -1e300]) {
    const row = Float64Array.from(schema.features, (feature) =>
      feature.kind === 'numeric' ? extreme : 0,
    );
    if (schema.scaling !== undefined) scaleRow(schema.scaling, row);
    if (!predictor.predictRow(row).every(Number.isFinite)) {
      throw new Error(`an answer that is not finite to a row of ${extreme}`);
    }
  }
}
