/**
 * Makes the golden files of models that have none: `v<version>/<name>.forest`, and beside each a `<name>.json` with rows
 * and what the model must predict for them. Released files are never edited.
 *
 *   node libs/serializer/golden/make-golden.ts
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { predictRow } from '@lambda-forest/forest';

import { encodeModel, modelSha256 } from '../src/index.ts';
import { GOLDEN_MODELS } from './models.ts';

for (const [name, { model, rows }] of Object.entries(GOLDEN_MODELS)) {
  const bytes = encodeModel(model);
  const folder = fileURLToPath(new URL(`v${bytes[8]}/`, import.meta.url));
  if (existsSync(`${folder}${name}.forest`)) continue;
  const cases = rows.map((row) => ({
    // JSON has no NaN and no infinity: the words stand for them.
    row: row.map((value) => (Number.isFinite(value) ? value : String(value))),
    prediction: [...predictRow(model.forest, Float64Array.from(row))],
  }));
  const golden = { sha256: modelSha256(bytes), nodes: model.forest.feature.length, cases };
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.forest`, bytes);
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(golden, null, 1)}\n`);
  console.log(`${name}: ${bytes.length} bytes, ${golden.nodes} nodes, ${cases.length} rows`);
}
