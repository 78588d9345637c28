import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { validateForest } from '@lambda-forest/forest';
import { ForeignModelError, readForeignModel } from '@lambda-forest/interop';

import type { FuzzKind } from '../campaign.ts';
import { mutate } from '../mutate.ts';
import type { Random } from '../random.ts';
import { requireOneLine } from '../one-line.ts';

const GOLDEN = new URL('../../../../libs/interop/golden/', import.meta.url);

const LIBRARIES = ['xgboost', 'lightgbm', 'scikit-learn-1.9.1', 'catboost-1.2.10', 'onnx'];

/** Broken files of other libraries: one message, or a forest that is valid. */
export function foreignModels(libraries: readonly string[] = LIBRARIES): FuzzKind {
  const valid = libraries.flatMap(validModels);
  return {
    tryOne(random) {
      const { format, bytes } = random.pick(valid);
      try {
        validateForest(readForeignModel(breakModel(bytes, random), { rounds: 'all' }).forest);
        return `${format} accepted`;
      } catch (error) {
        if (!(error instanceof ForeignModelError)) throw error;
        requireOneLine(error.message);
        return `${format} refused`;
      }
    },
  };
}

/** As other files, or in digits alone: then the text stays one that the format allows, and says something else. */
function breakModel(bytes: Uint8Array, random: Random): Uint8Array {
  if (random.below(2) === 0) return mutate(bytes, random);
  const changed = bytes.slice();
  for (let left = 1 + random.below(4); left > 0; left--) {
    let at = random.below(changed.length);
    while (at < changed.length && !isDigit(changed[at]!)) at++;
    if (at < changed.length) changed[at] = ZERO + random.below(10);
  }
  return changed;
}

function validModels(library: string): { format: string; bytes: Uint8Array }[] {
  const folder = new URL(`${library}/`, GOLDEN);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.input.json'))
    .map((file) => {
      const { model } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
        model: string;
      };
      return { format: formatOf(library, file), bytes: bytesOf(library, file, model) };
    });
}

function formatOf(library: string, file: string): string {
  if (library.startsWith('scikit-learn')) return 'pickle';
  if (library.startsWith('catboost')) return 'CatBoost';
  if (library === 'lightgbm') return 'LightGBM';
  if (library === 'onnx') return 'ONNX';
  return file.endsWith('-ubj.input.json') ? 'UBJ' : 'JSON';
}

function bytesOf(library: string, file: string, model: string): Uint8Array {
  if (library.startsWith('catboost'))
    return Uint8Array.from(gunzipSync(Buffer.from(model, 'base64')));
  const isBinary = /^(scikit-learn|onnx)/.test(library) || file.endsWith('-ubj.input.json');
  return Uint8Array.from(Buffer.from(model, isBinary ? 'base64' : 'utf8'));
}

const ZERO = 0x30;

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}
