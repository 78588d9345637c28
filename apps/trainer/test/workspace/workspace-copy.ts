import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { interrupt, run, WORKSPACE } from '../run.ts';
import type { Run } from '../run.ts';

/** What the copy needs not have: what is installed, made or history. The built kernel of `libs/histogram` it has. */
const LEFT_OUT =
  /^(artifacts|dist|\.git)(\/|$)|(^|\/)(node_modules|coverage|\.nx|\.venv[^/]*|test-output[^/]*)(\/|$)/;
/** Folders of links to our own packages and programs. */
const OWN = ['@lambda-forest', '.bin'];

/** A workspace of its own to change sources in, that shares the installed packages with this one. */
export class WorkspaceCopy {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async make(): Promise<WorkspaceCopy> {
    const root = await mkdtemp(join(tmpdir(), 'lambda-forest-workspace-'));
    await cp(WORKSPACE, root, {
      recursive: true,
      preserveTimestamps: true, // what is built stays newer than its sources
      filter: (source) => !LEFT_OUT.test(source.slice(WORKSPACE.length)),
    });
    await linkPackages(root);
    await keepKernel(join(root, 'libs', 'histogram', 'package.json'));
    return new WorkspaceCopy(root);
  }

  /** Runs Nx as a person would in this workspace, or in one of its folders. */
  nx(args: readonly string[], folder = '.', stdin?: string): Promise<Run> {
    const nx = join(this.root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
    return run(join(this.root, folder), process.execPath, [nx, ...args], undefined, stdin);
  }

  /** Runs `lambda-forest` in this workspace, or in one of its folders. */
  program(args: readonly string[], folder = '.', stdin?: string): Promise<Run> {
    return run(join(this.root, folder), process.execPath, [this.bin, ...args], undefined, stdin);
  }

  /** Runs `lambda-forest`, and presses Ctrl-C once it has printed a text. */
  interruptProgram(text: string, args: readonly string[]): Promise<Run> {
    return interrupt(this.root, process.execPath, [this.bin, ...args], text);
  }

  /** Runs Nx, and presses Ctrl-C once it has printed a text: every process of its group gets the signal. */
  interruptNx(text: string, args: readonly string[]): Promise<Run> {
    const nx = join(this.root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
    return interrupt(this.root, process.execPath, [nx, ...args], text);
  }

  private get bin(): string {
    return this.path('apps', 'cli', 'bin', 'lambda-forest.cjs');
  }

  path(...parts: readonly string[]): string {
    return join(this.root, ...parts);
  }

  async makeFolderOf(file: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

/** The kernel is copied as it was built: to compile it again takes a quarter of a minute of processor time. */
async function keepKernel(file: string): Promise<void> {
  const description = JSON.parse(await readFile(file, 'utf8')) as KernelPackage;
  description.nx.targets.build.options.commands = [`node -e "require('fs').statSync('dist')"`];
  await writeFile(file, JSON.stringify(description));
}

interface KernelPackage {
  readonly nx: {
    readonly targets: { readonly build: { readonly options: { commands: string[] } } };
  };
}

/** Packages of others are links to those installed here; our own are links to the copied sources. */
async function linkPackages(root: string): Promise<void> {
  const installed = join(WORKSPACE, 'node_modules');
  const linked = join(root, 'node_modules');
  await mkdir(linked);
  const names = (await readdir(installed)).filter((name) => !OWN.includes(name));
  await Promise.all(names.map((name) => symlink(join(installed, name), join(linked, name))));
  // npm's links are relative, so in the copy the same words mean the copied sources.
  for (const folder of OWN) {
    await mkdir(join(linked, folder), { recursive: true });
    for (const name of await readdir(join(installed, folder))) {
      await symlink(await readlink(join(installed, folder, name)), join(linked, folder, name));
    }
  }
}
