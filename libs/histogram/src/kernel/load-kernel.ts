import type { KernelExports } from './kernel-exports.ts';
import { webAssembly } from './web-assembly.ts';
import type { WasmModule } from './web-assembly.ts';

/** The kernel, compiled: every grower instantiates its own. It can be posted to a worker. */
export type KernelModule = WasmModule;

/**
 * Loads the kernel that `nx run histogram:build` wrote.
 *
 * @returns undefined if it has not been built; then `createReferenceGrower` grows the same trees, slowly
 */
export async function loadKernel(): Promise<KernelModule | undefined> {
  return (compiled ??= await compile('kernel'));
}

/**
 * As `loadKernel`, for boosting.
 *
 * @returns undefined if it has not been built; then `growBoosted` grows the same trees, slowly
 */
export async function loadBoostingKernel(): Promise<KernelModule | undefined> {
  return (compiledBoosting ??= await compile('boosting'));
}

/** Compiling takes longer than a small fit: it is done once per process. */
let compiled: KernelModule | undefined;
let compiledBoosting: KernelModule | undefined;

async function compile(name: 'kernel' | 'boosting'): Promise<KernelModule | undefined> {
  const built = new URL(`../../dist/${name}.mjs`, import.meta.url).href;
  let bytes: unknown;
  try {
    ({ default: bytes } = (await import(/* @vite-ignore */ built)) as { default: unknown });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
  return webAssembly.compile(Buffer.from(String(bytes), 'base64'));
}

export function instantiateKernel(module: KernelModule): KernelExports {
  const { exports } = new webAssembly.Instance(module);
  return exports as KernelExports; // the exports of kernel/index.ts, which the tests check
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}
