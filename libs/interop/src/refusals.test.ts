/** Files that are damaged, of another kind, or beyond what a forest can say: one message that names it, never a crash. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ForeignModelError, readForeignModel } from './index.ts';

function golden(name: string): Buffer {
  const url = new URL(`../golden/${name}.input.json`, import.meta.url);
  const { model } = JSON.parse(readFileSync(url, 'utf8')) as { model: string };
  return Buffer.from(model, name.endsWith('-ubj') ? 'base64' : 'utf8');
}

const refusal = (bytes: Uint8Array, choice = {}) => {
  try {
    readForeignModel(bytes, choice);
  } catch (error) {
    expect(error).toBeInstanceOf(ForeignModelError);
    return (error as Error).message;
  }
  return undefined;
};

const JSON_MODEL = golden('xgboost/logistic-json').toString();
const TEXT_MODEL = golden('lightgbm/categories').toString();

test.each([
  [
    'a pickle that runs a program',
    '\x80\x02cposix\nsystem\nX\x02\x00\x00\x00ls\x85R.',
    /posix\.system.*nothing was run/,
  ],
  [
    'a pickle of another library',
    '\x80\x02cxgboost.sklearn\nXGBClassifier\n)\x81.',
    /xgboost\.sklearn\.XGBClassifier.*save_model/,
  ],
  ['the old binary format', 'binf\x00\x00', /old binary format/],
  ['an archive', 'PK\x03\x04', /ZIP archive/],
  ['a compressed file', '\x1f\x8b\x08', /compressed file that is damaged/],
  ['a dump of trees', '[\n{"nodeid": 0', /dump of trees/],
  ["LightGBM's dump", '{"name":"tree","version":"v4"}', /JSON dump/],
  ['nothing', '', /unknown kind/],
  ['text', 'hello', /unknown kind/],
  ['other JSON', '{"a": 1}', /at version of an XGBoost model/],
  ['broken JSON', '{"learner": ', /not whole JSON/],
  [
    'another booster',
    JSON_MODEL.replace('"name":"gbtree"', '"name":"gblinear"'),
    /booster "gblinear"/,
  ],
  [
    'an objective without probabilities',
    JSON_MODEL.replaceAll('binary:logistic', 'binary:hinge'),
    /binary:hinge.*binary:logistic/,
  ],
  [
    "an objective of one's own",
    TEXT_MODEL.replace('objective=regression\n', ''),
    /without an objective/,
  ],
  [
    'a child that is no node',
    JSON_MODEL.replace(/"left_children":\[1/, '"left_children":[999'),
    /child 999 in tree 0/,
  ],
  ['a circle', JSON_MODEL.replace(/"left_children":\[1/, '"left_children":[0'), /below two nodes/],
  ['linear trees', TEXT_MODEL.replace('is_linear=0', 'is_linear=1'), /linear trees/],
  [
    'a text that is cut off',
    TEXT_MODEL.slice(0, -2000).replace('end of trees', ''),
    /end of trees/,
  ],
  ['an unknown version', TEXT_MODEL.replace('version=v4', 'version=v9'), /version "v9"/],
])('%s', (_, text, message) => {
  expect(
    refusal(
      Buffer.from(text, text.charCodeAt(0) > 0x7e || text.startsWith('\x1f') ? 'latin1' : 'utf8'),
    ),
  ).toMatch(message);
});

test('training that stopped early is refused until somebody says which trees answer', () => {
  const stopped = Buffer.from(
    JSON_MODEL.replace('"attributes":{', '"attributes":{"best_iteration":"3"').replace(
      '"best_iteration":"3""',
      '"best_iteration":"3","',
    ),
  );
  expect(refusal(stopped)).toMatch(/best iteration is 3, after 4 of 12 trees.*rounds/);
  expect(readForeignModel(stopped, { rounds: 'best' }).forest.treeStart).toHaveLength(5);
  expect(readForeignModel(stopped, { rounds: 'all' }).forest.treeStart).toHaveLength(13);
});

test.each([
  'xgboost/softmax-ubj',
  'xgboost/categories-ubj',
  'xgboost/dart-json',
  'lightgbm/categories',
  'lightgbm/multiclass',
])(
  '%s: a file that is cut off or has other bytes is refused by a message, or still a model',
  (name) => {
    const bytes = golden(name);
    const place = fc.nat(bytes.length - 1);
    fc.assert(
      fc.property(place, fc.nat(255), fc.option(place), (at, byte, end) => {
        const other = Buffer.from(bytes);
        other[at] = byte;
        refusal(other.subarray(0, end ?? undefined), { rounds: 'all' });
      }),
      { numRuns: 60 },
    );
  },
);
