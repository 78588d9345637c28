import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { parseMessage } from '../reading/protobuf.ts';
import type { MessageKind } from '../reading/protobuf.ts';

const SPEC = 'data_spec.pb';

/** The files of a model that YDF saves in a folder; before their names may be one prefix. */
export const YDF_FILE = /(data_spec\.pb|header\.pb|nodes-\d{5}-of-\d{5})$/;

const SHARD = /^nodes-\d{5}-of-\d{5}$/;

/** A model's files by name, without their prefix. */
export class YdfFolder {
  readonly #files: ReadonlyMap<string, Uint8Array>;

  /** @throws {ForeignModelError} for files of no model, or of several */
  constructor(files: ReadonlyMap<string, Uint8Array>) {
    const specs = [...files.keys()].filter((name) => name.endsWith(SPEC));
    if (specs.length !== 1) {
      throw new ForeignModelError(
        `Found ${count(specs.length, 'file')} ${SPEC} in the folder, expected one, as YDF's model.save() writes it.`,
        'Name the folder of one model; of a SavedModel, that is its folder assets.',
      );
    }
    const prefix = specs[0]!.slice(0, -SPEC.length);
    this.#files = new Map(
      [...files]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, bytes]) => [name.slice(prefix.length), bytes]),
    );
  }

  /** @throws {ForeignModelError} for a file that is missing or damaged */
  read<T>(name: string, kind: MessageKind<T>): T {
    const bytes = this.#files.get(name);
    if (bytes !== undefined) return parseMessage(kind, bytes, name);
    throw damaged(`Found no ${name} in the folder of a YDF model.`);
  }

  /**
   * The files of nodes in their order.
   *
   * @throws {ForeignModelError} for another number of them
   */
  shards(shardCount: number): readonly Uint8Array[] {
    const found = [...this.#files].filter(([name]) => SHARD.test(name));
    found.sort(([a], [b]) => (a < b ? -1 : 1));
    const isWhole = found.every(
      ([name], i) => name === `nodes-${digits(i)}-of-${digits(shardCount)}`,
    );
    if (found.length !== shardCount || shardCount === 0 || !isWhole) {
      throw damaged(
        `Found ${count(found.length, 'file')} of nodes, expected ${shardCount} from nodes-00000-of-${digits(shardCount)} on.`,
      );
    }
    return found.map(([, bytes]) => bytes);
  }
}

function digits(number: number): string {
  return String(number).padStart(5, '0');
}
