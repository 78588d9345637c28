/**
 * Wraps a WebAssembly binary into an ES module, so that a library can load it without touching the disk.
 *
 *     node tools/wasm-module/write-module.js kernel.wasm kernel.mjs
 *
 * The module's one export, `bytes`, is the binary in base64.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) {
  throw new Error('Found too few arguments, expected: write-module.js SOURCE.wasm TARGET.mjs');
}
const bytes = readFileSync(source).toString('base64');
writeFileSync(target, `export const bytes =\n  '${bytes}';\n`);
