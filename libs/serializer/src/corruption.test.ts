import { ForestBuilder, validateForest } from '@lambda-forest/forest';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { GOLDEN_MODELS } from '../golden/models.ts';
import * as arbitrary from '../test/arbitraries.ts';
import { reseal, withHeader } from '../test/reseal.ts';
import { PROVENANCE, syntheticModel } from '../test/synthetic.ts';
import type { Model } from './index.ts';
import {
  decodeModel,
  decodeModelFile,
  encodeModel,
  ModelCorruptedError,
  modelSha256,
  ModelVersionError,
} from './index.ts';

/** One of everything: raw, shared and pure rows, both kinds of split, missing directions. */
const MODEL = smallModel();
const BYTES = encodeModel(MODEL);

/** Many rows, most leaves pure: a class takes fewer bits than a row. */
const CODED_BY_CLASS = {
  trees: 2,
  leavesPerTree: 40,
  features: 2,
  classes: 3,
  thresholds: 4,
  pureShare: 0.7,
};

describe('a damaged file is refused', () => {
  it('at every length that it can be cut to', () => {
    for (let length = 0; length < BYTES.length; length++) {
      expect(errorOf(BYTES.subarray(0, length))).toBeInstanceOf(ModelCorruptedError);
    }
  });

  it('for every bit that can flip', () => {
    for (let bit = 0; bit < BYTES.length * 8; bit++) {
      expect(errorOf(flip(BYTES, bit)), `bit ${bit}`).toBeInstanceOf(ModelCorruptedError);
    }
  });

  it.each([
    ['nothing', new Uint8Array(), 'Found 0 bytes, which is no model file'],
    ['something else', Buffer.from('PK\x03\x04 zip archive'), 'Found a file that starts with 504b'],
    ['a cut file', BYTES.subarray(0, 100), `Found 100 bytes, expected ${BYTES.length}`],
    ['a longer file', Buffer.concat([BYTES, Buffer.alloc(8)]), `expected ${BYTES.length}`],
    ['only the magic', BYTES.subarray(0, 8), 'Found 8 bytes, expected at least 56'],
    ['changed line endings', changeLineEndings(BYTES), 'changed as if it were text'],
    ['a changed byte', flip(BYTES, 400), 'Found content with SHA-256'],
  ])('with words for %s', (_, bytes, words) => {
    expect(messageOf(bytes)).toContain(words);
    expect(messageOf(bytes)).toContain('Copy the model file again');
  });
});

it('other bytes than expected are refused for that, whatever they are', () => {
  const expected = modelSha256(new Uint8Array());
  const bytes = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 80 }), fc.constant(BYTES));
  fc.assert(
    fc.property(bytes, (other) => {
      const problem = `Found a model file with SHA-256 ${modelSha256(other)}, expected ${expected}.`;
      expect(() => decodeModel(other, expected)).toThrow(problem);
    }),
  );
  expect(() => decodeModel(new Uint8Array(), expected)).toThrow('Found 0 bytes');
});

it('a file is named by its path', () => {
  expect(decodeModelFile(BYTES, 'a')).toEqual(decodeModel(BYTES));
  expect(() => decodeModelFile(BYTES.subarray(8), 'out/a\u202e.forest')).toThrow(
    /^In out\/a\\u\{202e\}\.forest, found a file that starts with/,
  );
});

describe('a newer file', () => {
  it('says which versions were found and expected', () => {
    const newer = Uint8Array.from(BYTES);
    newer[8] = 5;
    const error = errorOf(reseal(newer));
    expect(error).toBeInstanceOf(ModelVersionError);
    expect(String(error)).toContain('format version 5, expected at most 4');
    expect(String(error)).toContain('Update lambda-forest');
  });

  it('is not what a file with format version 0 is called', () => {
    const older = Uint8Array.from(BYTES);
    older[8] = 0;
    expect(messageOf(reseal(older))).toContain('Found format version 0, expected 1, 3, 4');
  });
});

describe('a file changed on purpose, with its hash made right', () => {
  it.each([
    ['iris-like', 4],
    ['iris-like', 3],
    ['boosted-pair', 1],
    ['linear-terms', 1],
    ['linear-terms', 4],
    ['boosted-pair', 4],
    ['text-and-names', 1],
    ['text-and-names', 3],
    ['boosted-text', 3],
  ])('is refused in another version than the oldest that holds it: %s in %i', (name, version) => {
    const bytes = Uint8Array.from(encodeModel(GOLDEN_MODELS[name]!.model));
    bytes[8] = version;
    expect(messageOf(reseal(bytes))).toContain(`Found format version ${version}, expected`);
  });

  it.each([
    ['"values":[[0.75,-0,0.125],', '"values":[[0.75,-0],', 'at schema.encodings.0'],
    ['"unseen":[0.3125,0]', '"unseen":[0.3125]', 'at schema.encodings.0'],
    ['"levels":["Ada",', '"levels":["7",', 'expected distinct names'],
    ['"word":"canvas"', '"part":"days"', 'at schema.features.0.source.format'],
    ['"title","word":"ölfarbe"', '"x","word":"ölfarbe"', 'at odds with other features'],
    ['"column":"town","levels"', '"column":"x","levels"', 'Found other encodings'],
  ])('is refused with %j as %j', (written, forged, problem) => {
    const bytes = encodeModel(GOLDEN_MODELS['text-and-names']!.model);
    const found = withHeader(bytes, (header) => header.replace(written, forged));
    expect(messageOf(found)).toContain(problem);
  });

  it.each([
    ['"linearTerms":8,', '', 'after the last section'],
    ['"linearTerms":8', '"linearTerms":0', 'expected a whole number from 1'],
    ['"linearTerms":8', '"linearTerms":7', 'terms that do not cover'],
    ['"linearTerms":8', '"linearterms":8', 'the unknown key'],
    ['"roundsInputs":false', '"roundsInputs":true', 'Found linear'],
    ['"roundsScores":false', '"roundsScores":true', 'Found linear'],
  ])('is refused with %j as %j of terms', (written, forged, problem) => {
    const bytes = encodeModel(GOLDEN_MODELS['linear-terms']!.model);
    const found = withHeader(bytes, (header) => header.replace(written, forged));
    expect(messageOf(found)).toContain(problem);
  });

  it('is refused or holds a valid model in its one encoding, for every bit', () => {
    for (let bit = 0; bit < (BYTES.length - 32) * 8; bit++) {
      expectRefusedOrCanonical(reseal(flip(BYTES, bit)), `bit ${bit}`);
    }
  });

  it.each(['boosted-classes', 'boosted-pair', 'linear-terms'])(
    'is refused or holds a valid model in its one encoding, for every bit of the sections of %s',
    (name) => {
      const bytes = encodeModel(GOLDEN_MODELS[name]!.model);
      for (const bit of bitsOfSections(bytes)) {
        expectRefusedOrCanonical(reseal(flip(bytes, bit)), `bit ${bit}`);
      }
    },
  );

  it('is refused or holds a valid model in its one encoding, for every bit of leaves coded by class', () => {
    const bytes = encodeModel(syntheticModel(CODED_BY_CLASS));
    expect(Buffer.from(bytes).includes('"leafCodes":"class"')).toBe(true);
    const messages = new Set<string>();
    for (const bit of bitsOfSections(bytes)) {
      const error = expectRefusedOrCanonical(reseal(flip(bytes, bit)), `bit ${bit}`);
      messages.add(String(error));
    }
    expect([...messages].some((message) => message.includes('expected it by its class'))).toBe(
      true,
    );
  });

  it('is refused for a raw row that is not finite', () => {
    const at = Buffer.from(BYTES).indexOf(Buffer.from(Float64Array.of(Math.SQRT1_2).buffer));
    expect(at % 8).toBe(0);
    for (const value of [NaN, Infinity, -Infinity]) {
      const edited = Uint8Array.from(BYTES);
      new DataView(edited.buffer).setFloat64(at, value, true);
      expect(messageOf(reseal(edited))).toContain('expected finite numbers');
    }
  });

  it('is refused or holds a valid model in its one encoding, at every length', () => {
    for (let length = 0; length < BYTES.length; length++) {
      expectRefusedOrCanonical(reseal(BYTES.subarray(0, length)), `length ${length}`);
    }
  });

  it('is refused or holds a valid model in its one encoding, however it was changed', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat(12),
      insert: fc.uint8Array({ maxLength: 12 }),
    });
    fc.assert(
      fc.property(arbitrary.model, fc.array(edit, { minLength: 1 }), (model, edits) => {
        let bytes = encodeModel(model);
        for (const { at, remove, insert } of edits) {
          const start = at % bytes.length;
          const rest = bytes.subarray(start + remove);
          bytes = Buffer.concat([bytes.subarray(0, start), insert, rest]);
        }
        expectRefusedOrCanonical(reseal(bytes), 'edited');
      }),
      { numRuns: 500 },
    );
  });

  it('is refused or holds a valid model in its one encoding, with any number in its header', () => {
    const number = fc.oneof(fc.nat(70), fc.constantFrom(-1, 1.5, 1e9, 2 ** 32, 2 ** 53, 1e308));
    fc.assert(
      fc.property(arbitrary.model, fc.nat(), number, (model, which, value) => {
        const bytes = withHeader(encodeModel(model), (header) => {
          const numbers = [...header.matchAll(/(?<=[:[,])\d+(?=[,}\]])/g)];
          const match = numbers[which % numbers.length]!;
          const end = match.index + match[0].length;
          return header.slice(0, match.index) + String(value) + header.slice(end);
        });
        expectRefusedOrCanonical(bytes, 'header');
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, string, (header: string) => string]>([
    ['no JSON', 'not JSON', () => '{"forest":'],
    ['white space', 'canonical JSON', (header) => ` ${header}`],
    ['a byte order mark', 'not JSON', (header) => `\ufeff${header}`],
    ['a key twice', 'canonical', (header) => header.replace('"trees":2', '"trees":9,"trees":2')],
    ['a number spelt differently', 'canonical', (header) => header.replace(':42,', ':4.2e1,')],
    ['unsorted keys', 'canonical', (header) => `{"z":1,"a":2,${header.slice(1)}`],
    ['an unknown key', 'other keys', (header) => `${header.slice(0, -1)},"z":1}`],
    [
      'an unknown key of the forest',
      'forest',
      (header) => header.replace('"forest":{', '"forest":{"aaa":1,'),
    ],
    [
      'a sum without a combination',
      'a combination with a sum',
      (header) => header.replace('"aggregation":"mean"', '"aggregation":"sum"'),
    ],
    [
      'a prototype',
      '__proto__',
      (header) => header.replace('"options":{', '"options":{"__proto__":{},'),
    ],
    ['an array instead of an object', 'other keys', () => '[]'],
    ['nesting', 'nested deeper than 64', () => '['.repeat(100_000) + ']'.repeat(100_000)],
    ['a folder in the source', 'source', (header) => header.replace('synth', '/home/synth')],
    [
      'another feature',
      'threshold tables for 2',
      (header) =>
        header
          .replace(/"features":\[(\{.*?\})/, '"features":[$1,$1')
          .replace('"name":"f0"', '"name":"f9"'),
    ],
    [
      'more nodes than bits',
      'bits for the nodes',
      (header) => header.replace(/"nodes":\d+/, '"nodes":1000000002'),
    ],
    [
      'an even number of nodes in a tree',
      'one leaf more',
      (header) => header.replace(/"nodes":\d+/, '"nodes":1'),
    ],
    [
      'more rows than bits',
      'bits for the rows',
      (header) => header.replace(/"rows":\d+,"t/, '"rows":1000000000,"t'),
    ],
    [
      'more raw rows than rows',
      'raw rows',
      (header) => header.replace(/"rawRows":\d+/, '"rawRows":99'),
    ],
    [
      'more thresholds than bytes',
      'thresholds',
      (header) => header.replace(/"thresholds":\[\d+/, '"thresholds":[1000000000'),
    ],
    [
      'more sets than bytes',
      'category sets',
      (header) => header.replace(/"categorySets":\d+/, '"categorySets":1000000000'),
    ],
  ])('is refused with words for %s', (_, words, edit) => {
    const edited = withHeader(BYTES, edit);
    expect(Buffer.from(edited).equals(BYTES)).toBe(false);
    expect(messageOf(edited)).toContain(words);
  });

  it('is refused if the header is not UTF-8', () => {
    const bytes = Uint8Array.from(BYTES);
    bytes[30] = 0xff;
    expect(messageOf(reseal(bytes))).toContain('not UTF-8');
  });

  it('is refused if the forest is another one than the schema describes', () => {
    const bytes = withHeader(BYTES, (header) =>
      header.replace('"classes":["a","b","c"],"counts":[1,2,3]', '"classes":["a"],"counts":[1]'),
    );
    expect(errorOf(bytes)).toBeInstanceOf(ModelCorruptedError);
  });
});

/** @returns the error, if there is one */
function expectRefusedOrCanonical(bytes: Uint8Array, what: string): unknown {
  let model: Model;
  try {
    model = decodeModel(bytes);
  } catch (error) {
    const isNewer = error instanceof ModelVersionError && bytes.slice(8, 12).join() !== '1,0,0,0';
    expect(error instanceof ModelCorruptedError || isNewer, `${what}: ${String(error)}`).toBe(true);
    return error;
  }
  validateForest(model.forest);
  expect(Buffer.from(encodeModel(model)).equals(bytes), what).toBe(true);
  return undefined;
}

function errorOf(bytes: Uint8Array): unknown {
  try {
    decodeModel(bytes);
  } catch (error) {
    return error;
  }
  return undefined;
}

function messageOf(bytes: Uint8Array): string {
  const error = errorOf(bytes);
  expect(error).toBeInstanceOf(ModelCorruptedError);
  return (error as ModelCorruptedError).message;
}

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  flipped[bit >>> 3]! ^= 1 << (bit & 7);
  return flipped;
}

/** Every bit behind the header, and one bit of each byte of the header: most of those are no longer JSON. */
function bitsOfSections(bytes: Uint8Array): number[] {
  const sections = 20 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(16, true);
  const bits = Array.from({ length: (bytes.length - 32) * 8 }, (_, bit) => bit);
  return bits.filter((bit) => bit >= sections * 8 || (bit & 7) === ((bit >>> 3) & 7));
}

function changeLineEndings(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

function smallModel(): Model {
  const builder = new ForestBuilder(2, 3);
  builder.addSplit({ feature: 0, threshold: -0, missingLeft: true });
  builder.addSplit({ feature: 1, levels: [0, 2], levelCount: 3, missingLeft: false });
  builder.addLeaf([1, 0, 0]);
  builder.addLeaf([0, 1, 0]);
  builder.addLeaf([0.25, 0.5, 0.25]);
  builder.addSplit({ feature: 0, threshold: 0, missingLeft: false });
  builder.addLeaf([0, 0, 1]);
  builder.addLeaf([Math.SQRT1_2, 1 - Math.SQRT1_2, 0]);
  return {
    schema: {
      task: 'classification',
      target: { name: 't', classes: ['a', 'b', 'c'], counts: [1, 2, 3] },
      features: [
        {
          kind: 'numeric',
          name: 'f0',
          minimum: -1,
          maximum: 1,
          mean: 0,
          standardDeviation: 1,
          missing: 0,
        },
        { kind: 'categorical', name: 'f1', levels: ['x', 'y', 'z'], counts: [2, 2, 2], missing: 0 },
      ],
      rowCount: 6,
    },
    forest: builder.build(),
    provenance: PROVENANCE,
  };
}
