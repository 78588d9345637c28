import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Plugin } from 'esbuild';

import { findBundle, FOLDER, MANIFEST } from '../bin/find-bundle.cjs';

const MAIN = 'apps/cli/src/main.ts';
/** Packages that most commands load, of many files. The others find files beside them, or few commands need them. */
const BUNDLED = ['@observablehq/plot', 'linkedom', 'pure-rand', 'zod'];
const OWN = '@lambda-forest/';
const URL_OF_FILE = 'import.meta.url';
const NAME_OF_URL = 'urlOfThisFile';
/** A program that was started from an older bundle may still load a part of it. */
const KEPT_MS = 86_400_000;

/**
 * Bundles the program for the next commands, unless its bundle is that of the sources as they are. It takes about a
 * second, and each command is a tenth of a second shorter.
 */
export async function bundleProgram(root: string): Promise<void> {
  if (findBundle(root) !== undefined) return;
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [MAIN],
    entryNames: '[name]-[hash]',
    outdir: FOLDER,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // What is CommonJS asks for Node's own modules. No other name may be here: a source could have it.
    banner: {
      js: "const require = process.getBuiltinModule('module').createRequire(import.meta.url);",
    },
    define: { [URL_OF_FILE]: NAME_OF_URL },
    plugins: [fewPackages, ownUrls],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const files = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules/'));
  const times = [...files, 'package-lock.json'].map(
    async (path) => [path, (await stat(join(root, path))).mtimeMs] as const,
  );
  const sources = Object.fromEntries(await Promise.all(times));
  const main = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === MAIN)!;
  const folder = join(root, FOLDER);
  await mkdir(folder, { recursive: true });
  for (const { path, contents } of outputFiles) {
    if (!existsSync(path)) await replace(path, contents);
  }
  const manifest = { root: resolve(root), main: basename(main[0]), sources };
  await replace(join(folder, MANIFEST), JSON.stringify(manifest));
  await removeOld(folder, new Set([MANIFEST, ...outputFiles.map(({ path }) => basename(path))]));
}

const fewPackages: Plugin = {
  name: 'few-packages',
  setup(build) {
    build.onResolve({ filter: /^[^.]/, namespace: 'file' }, ({ path, importer, kind }) => {
      const isOurs = kind !== 'entry-point' && !importer.includes('node_modules');
      const isBundled = [...BUNDLED, OWN].some((name) => `${path}/`.startsWith(name));
      return isOurs && !isBundled ? { path, external: true } : undefined;
    });
  },
};

/** A file finds others by its own URL, which in the bundle would be that of the bundle. */
const ownUrls: Plugin = {
  name: 'own-urls',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes(URL_OF_FILE)) return undefined;
      const url = JSON.stringify(pathToFileURL(path).href);
      const loader = path.endsWith('ts') ? 'ts' : 'js';
      return { loader, contents: `const ${NAME_OF_URL} = ${url};${source}` };
    });
  },
};

/** So that who reads it at the same time finds it whole. */
async function replace(path: string, contents: string | Uint8Array): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, contents);
  await rename(aside, path);
}

async function removeOld(folder: string, current: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (current.has(name) || Date.now() - (await stat(path)).mtimeMs < KEPT_MS) continue;
    await rm(path, { force: true });
  }
}
