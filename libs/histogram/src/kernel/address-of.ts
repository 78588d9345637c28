import type { WasmGlobal } from './web-assembly.ts';

export function addressOf(global: WasmGlobal): number {
  return global.value >>> 0;
}
