import type { ByteSource } from '@lambda-forest/table';

import type { InputObject, InputStore } from '../store.ts';
import { collect } from './collect.ts';

/** A file in a store, for a reader that wants now these bytes, now those. */
export function storedSource(input: InputStore, object: InputObject): ByteSource {
  return {
    byteLength: object.size,
    async slice(start, end = object.size) {
      const bytes = await collect(input.read(object, start, end));
      return new Uint8Array(bytes).buffer; // of its own, without what else is in the stream's
    },
  };
}
