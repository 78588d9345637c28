/**
 * A ZIP archive (PKWARE's APPNOTE 6.3), as Python's zipfile writes it: stored or deflated files, found by the directory
 * at its end. Sizes are what unpacking gives, not what the archive claims, and each file's CRC-32 is checked, which
 * neither fflate nor yauzl does.
 */
import { crc32, inflateRawSync } from 'node:zlib';

import { count, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';

const FILE = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
/** Of a comment behind the end. */
const MAX_COMMENT_BYTES = 65_535;

interface Entry {
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly start: number;
}

export class ZipArchive {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #entries = new Map<string, Entry>();
  readonly #maxUnpacked: number;
  #bytesLeft: number;

  /**
   * @param maxUnpacked bytes of all files that are read
   * @throws {ForeignModelError}
   */
  constructor(bytes: Uint8Array, maxUnpacked: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#maxUnpacked = maxUnpacked;
    this.#bytesLeft = maxUnpacked;
    const end = this.#findEnd();
    const count = this.#view.getUint16(end + 10, true);
    let at = this.#view.getUint32(end + 16, true);
    for (let i = 0; i < count; i++) at = this.#readEntry(at, end);
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** @throws {ForeignModelError} for a file that is missing, damaged, or larger than what may be unpacked */
  read(name: string): Uint8Array {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw damaged(`Found no ${quote(name)} in the archive, expected it.`);
    const bytes = this.#unpack(name, entry);
    this.#bytesLeft -= bytes.length;
    if (this.#bytesLeft < 0) throw this.#tooLarge();
    if (crc32(bytes) !== entry.crc)
      throw damaged(`Found other bytes in ${quote(name)} than its CRC-32 was made of.`);
    return bytes;
  }

  #unpack(name: string, { method, packedBytes, start }: Entry): Uint8Array {
    const packed = this.#bytes.subarray(start, start + packedBytes);
    if (method === 0) return packed;
    if (method !== 8) {
      throw new ForeignModelError(
        `Found ${quote(name)} compressed by method ${method}, expected it stored or deflated.`,
        'Save the model without compression.',
      );
    }
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, this.#bytesLeft) });
    } catch (cause) {
      const isLong = cause instanceof RangeError;
      throw isLong
        ? this.#tooLarge()
        : damaged(`Found ${quote(name)} that does not unpack.`, cause);
    }
  }

  #tooLarge(): ForeignModelError {
    return new ForeignModelError(
      `Found an archive that unpacks to more than ${count(this.#maxUnpacked, 'byte')}, expected less.`,
      'Train a smaller model.',
    );
  }

  #findEnd(): number {
    const last = this.#bytes.length - END_BYTES;
    for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
      if (this.#view.getUint32(at, true) === END) return at;
    }
    throw damaged('Found an archive without its directory, expected a whole one.');
  }

  /** @returns where the next one starts */
  #readEntry(at: number, end: number): number {
    const view = this.#view;
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY)
      throw damaged(`Found no entry of the archive's directory at byte ${at}, expected one.`);
    const next = at + 46 + view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(this.#bytes.subarray(at + 46, next));
    const packedBytes = view.getUint32(at + 20, true);
    const file = view.getUint32(at + 42, true);
    if (file + 30 > end || view.getUint32(file, true) !== FILE)
      throw damaged(`Found no file for ${quote(name)} at byte ${file} of the archive.`);
    const start = file + 30 + view.getUint16(file + 26, true) + view.getUint16(file + 28, true);
    if (start + packedBytes > end)
      throw damaged(`Found ${count(packedBytes, 'byte')} of ${quote(name)} that are not there.`);
    if (this.#entries.has(name)) throw damaged(`Found ${quote(name)} twice in the archive.`);
    this.#entries.set(name, {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes,
      start,
    });
    return next + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}
