import type { KernelExports } from './kernel-exports.ts';
import { webAssembly } from './web-assembly.ts';
import type { WasmModule } from './web-assembly.ts';

/** The kernel, compiled: whoever grows trees instantiates its own. It can be posted to a worker. */
export interface KernelModule {
  readonly forest: WasmModule;
  readonly boosting: WasmModule;
}

/**
 * Loads the kernel that `nx run histogram:build` wrote.
 *
 * @param folder where it is; of the first call in a process. Default: where it was written to
 * @returns undefined if it has not been built; then the references grow the same trees, slowly
 */
export async function loadKernel(
  folder = new URL('../../dist/', import.meta.url),
): Promise<KernelModule | undefined> {
  return (compiled ??= await compileKernel(folder));
}

/** Compiling takes longer than a small fit: it is done once per process. */
let compiled: KernelModule | undefined;

async function compileKernel(folder: URL): Promise<KernelModule | undefined> {
  const [forest, boosting] = await Promise.all([
    compile(new URL('kernel.mjs', folder)),
    compile(new URL('boosting.mjs', folder)),
  ]);
  return forest === undefined || boosting === undefined ? undefined : { forest, boosting };
}

async function compile({ href: built }: URL): Promise<WasmModule | undefined> {
  let bytes: unknown;
  try {
    ({ default: bytes } = (await import(/* @vite-ignore */ built)) as { default: unknown });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
  return webAssembly.compile(Buffer.from(String(bytes), 'base64'));
}

export function instantiateKernel({ forest }: KernelModule): KernelExports {
  const { exports } = new webAssembly.Instance(forest);
  return exports as KernelExports; // the exports of kernel/index.ts, which the tests check
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}
