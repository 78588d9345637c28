import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { validateForest } from '@lambda-forest/forest';
import { ForeignModelError, readForeignFolder, readForeignModel } from '@lambda-forest/interop';
import type { ForeignModel } from '@lambda-forest/interop';
import { unzipSync, zipSync } from 'fflate';

import type { FuzzKind } from '../campaign.ts';
import { mutate } from '../mutate.ts';
import type { Random } from '../random.ts';
import { requireOneLine } from '../one-line.ts';

const GOLDEN = new URL('../../../../libs/interop/golden/', import.meta.url);

const LIBRARIES = [
  ...[
    'xgboost',
    'xgboost-3.4.1',
    'lightgbm',
    'catboost-1.2.10',
    'onnx',
    'hummingbird-0.4.12',
    'ydf-0.16.1',
  ],
  ...['scikit-learn-1.9.1', 'scikit-learn-0.23.2', 'pickled-boosters-3.4.1'],
];

const PICKLED = /^(scikit-learn|pickled)/;

/** With the limits of project.json for what V8 puts off to collect, the rest is what reading takes. */
const MAX_MEGABYTES = 300;

/** V8 puts off to collect bytes outside its heap until that is full, which here takes hundreds of megabytes. */
const COLLECT_EVERY = 100;

interface Valid {
  readonly format: string;
  readonly bytes: Uint8Array;
  /** Of a folder, the other files are as they were. */
  readonly read: (broken: Uint8Array) => ForeignModel;
}

/**
 * Broken files of other libraries: one message, or a forest that is valid.
 *
 * @param only a format by the name that the summary counts, such as `pickle`. Default: all
 * @throws {RangeError} for a format that is not read
 */
export function foreignModels(only?: string): FuzzKind {
  const all = LIBRARIES.flatMap((library) =>
    library.startsWith('ydf') ? validFolders(library) : validModels(library),
  );
  const valid = all.filter(({ format }) => only === undefined || format === only);
  if (valid.length === 0) {
    const formats = [...new Set(all.map(({ format }) => format))];
    throw new RangeError(`Found no format ${only}, expected one of ${formats.join(', ')}.`);
  }
  let tried = 0;
  return {
    maxMegabytes: MAX_MEGABYTES,
    tryOne(random) {
      if (++tried % COLLECT_EVERY === 0) globalThis.gc?.();
      const { format, bytes, read } = random.pick(valid);
      try {
        validateForest(read(breakModel(bytes, random)).forest);
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

function validModels(library: string): Valid[] {
  return goldenFiles(library).flatMap(({ file, input }) => {
    const { model } = input as { model: string };
    const format = formatOf(library, file);
    const bytes = bytesOf(library, file, model);
    const read = (broken: Uint8Array) => readForeignModel(broken, { rounds: 'all' });
    return [{ format, bytes, read }, ...(format === 'skops' ? validParts(bytes) : [])];
  });
}

/** Each file of an archive, whose CRC-32 is right again when it is broken. */
function validParts(archive: Uint8Array): Valid[] {
  const parts = unzipSync(archive);
  return Object.entries(parts).map(([name, bytes]) => ({
    format: 'skops, inside',
    bytes,
    read: (broken) => {
      const whole = zipSync({ ...parts, [name]: broken }, { level: 0, mtime: '2026-01-01' });
      return readForeignModel(whole, { rounds: 'all' });
    },
  }));
}

/** Each file of each folder. */
function validFolders(library: string): Valid[] {
  return goldenFiles(library).flatMap(({ input }) => {
    const { files } = input as { files: Readonly<Record<string, string>> };
    const folder = Object.entries(files).map(
      ([name, base64]) => [name, Uint8Array.from(Buffer.from(base64, 'base64'))] as const,
    );
    return folder
      .filter(([, bytes]) => bytes.length > 0)
      .map(([name, bytes]) => ({
        format: 'YDF',
        bytes,
        read: (broken: Uint8Array) => readForeignFolder(new Map([...folder, [name, broken]])),
      }));
  });
}

function goldenFiles(library: string): { readonly file: string; readonly input: unknown }[] {
  const folder = new URL(`${library}/`, GOLDEN);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.input.json'))
    .map((file) => ({
      file,
      input: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as unknown,
    }));
}

function formatOf(library: string, file: string): string {
  if (file.startsWith('skops')) return 'skops';
  if (PICKLED.test(library)) return 'pickle';
  if (library.startsWith('catboost')) return 'CatBoost';
  if (library === 'lightgbm') return 'LightGBM';
  if (library === 'onnx') return 'ONNX';
  if (library.startsWith('hummingbird')) return 'hummingbird';
  return file.endsWith('-ubj.input.json') ? 'UBJ' : 'JSON';
}

function bytesOf(library: string, file: string, model: string): Uint8Array {
  if (/^(catboost|hummingbird)/.test(library))
    return Uint8Array.from(gunzipSync(Buffer.from(model, 'base64')));
  const isBinary = PICKLED.test(library) || library === 'onnx' || file.endsWith('-ubj.input.json');
  return Uint8Array.from(Buffer.from(model, isBinary ? 'base64' : 'utf8'));
}

const ZERO = 0x30;

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}
