/**
 * Makes the golden files of the newest format version: `v<version>/<name>.forest`, and beside each a
 * `<name>.json` with rows and what the model must predict for them. Released files are never edited, so
 * this refuses a version that has any.
 *
 *   node libs/serializer/golden/make-golden.ts
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { predictRow } from '@lambda-forest/forest';

import { encodeModel, MODEL_FORMAT_VERSION, modelSha256 } from '../src/index.ts';
import { GOLDEN_MODELS } from './models.ts';

const folder = fileURLToPath(new URL(`v${MODEL_FORMAT_VERSION}/`, import.meta.url));
if (existsSync(folder) && readdirSync(folder).length > 0) {
  console.error(
    `Found golden files in ${folder}, expected none: a released version is never edited.`,
  );
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
for (const [name, { model, rows }] of Object.entries(GOLDEN_MODELS)) {
  const bytes = encodeModel(model);
  if (bytes[8] !== MODEL_FORMAT_VERSION) continue; // an older version holds it
  const cases = rows.map((row) => ({
    // JSON has no NaN and no infinity: the words stand for them.
    row: row.map((value) => (Number.isFinite(value) ? value : String(value))),
    prediction: [...predictRow(model.forest, Float64Array.from(row))],
  }));
  const golden = { sha256: modelSha256(bytes), nodes: model.forest.feature.length, cases };
  writeFileSync(`${folder}${name}.forest`, bytes);
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(golden, null, 1)}\n`);
  console.log(`${name}: ${bytes.length} bytes, ${golden.nodes} nodes, ${cases.length} rows`);
}
