import { existsSync, statSync } from 'node:fs';
import {
  access,
  constants,
  glob,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Plugin } from 'esbuild';

import { findBundle, FOLDER, MANIFEST } from '../bin/find-bundle.cjs';

const MAIN = 'apps/cli/src/main.ts';
/** Packages that most commands load, of many files. The others find files beside them, or few commands need them. */
const BUNDLED = ['@observablehq/plot', 'linkedom', 'pure-rand', 'zod'];
const OWN = '@lambda-forest/';
/** Beside the modules, what says which they are. */
const SETTINGS = ['package-lock.json', '{apps,libs}/*/package.json'];
const MODULE = /\.[cm]?[jt]s$/;
const URL_OF_FILE = 'import.meta.url';
const NAME_OF_URL = 'urlOfThisFile';
/** A program that was started from an older bundle may still load a part of it. */
const KEPT_MS = 86_400_000;

/**
 * Bundles the program for the next commands, unless its bundle is that of the sources as they are. It takes about a
 * second, and each command is a tenth of a second shorter.
 *
 * @throws if the folder of the bundle cannot be written
 */
export async function bundleProgram(root: string): Promise<void> {
  if (findBundle(root) !== undefined) return;
  const folder = join(root, FOLDER);
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK); // before a second is spent in vain
  const { build } = await import('esbuild');
  const sources = new Sources(root);
  for await (const path of glob(SETTINGS, { cwd: root })) await sources.add(join(root, path));
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
    plugins: [fewPackages(sources), ownModules(sources)],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const main = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === MAIN)!;
  for (const { path, contents } of outputFiles) {
    if (!existsSync(path)) await replace(path, contents);
  }
  const times = Object.fromEntries(sources.times);
  const manifest = { root: resolve(root), main: basename(main[0]), sources: times };
  await replace(join(folder, MANIFEST), JSON.stringify(manifest));
  await removeOld(folder, new Set([MANIFEST, ...outputFiles.map(({ path }) => basename(path))]));
}

/** Files of the workspace that the program is made of. */
class Sources {
  readonly #root: string;
  /** By path from the root, when each had been changed last, in milliseconds since 1970. */
  readonly times = new Map<string, number>();

  constructor(root: string) {
    this.#root = root;
  }

  has(path: string): boolean {
    return !relative(this.#root, path).includes('node_modules');
  }

  /** Before it is read: one that is saved in the meantime is then not the one of the bundle. */
  async add(path: string): Promise<void> {
    const name = relative(this.#root, path);
    if (this.has(path) && !this.times.has(name)) this.times.set(name, (await stat(path)).mtimeMs);
  }
}

function fewPackages(sources: Sources): Plugin {
  return {
    name: 'few-packages',
    setup(build) {
      build.onResolve({ filter: /^[^.]/, namespace: 'file' }, ({ path, importer, kind }) => {
        const isOurs = kind !== 'entry-point' && sources.has(importer);
        const isBundled = [...BUNDLED, OWN].some((name) => `${path}/`.startsWith(name));
        return isOurs && !isBundled ? { path, external: true } : undefined;
      });
    },
  };
}

/** A module finds files by its own URL, which in the bundle would be that of the bundle. */
function ownModules(sources: Sources): Plugin {
  return {
    name: 'own-modules',
    setup(build) {
      build.onLoad({ filter: /./ }, async ({ path }) => {
        await sources.add(path);
        const source = MODULE.test(path) ? await readFile(path, 'utf8') : '';
        if (!source.includes(URL_OF_FILE)) return undefined;
        const url = JSON.stringify(pathToFileURL(path).href);
        return { loader: 'default', contents: `const ${NAME_OF_URL} = ${url};${source}` };
      });
    },
  };
}

/** So that who reads it at the same time finds it whole. */
async function replace(path: string, contents: string | Uint8Array): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, contents);
  await rename(aside, path);
}

async function removeOld(folder: string, current: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = current.has(name) ? undefined : statSync(path, { throwIfNoEntry: false });
    // None if another program that bundles at the same time has given it its name, or removed it.
    if (found === undefined || Date.now() - found.mtimeMs < KEPT_MS) continue;
    await rm(path, { force: true });
  }
}
