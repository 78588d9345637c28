/** The containers that YDF keeps nodes in, a message each, in the order of the shards. */
import { quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { unpack } from '../reading/unpack.ts';

/** utils/blob_sequence.h: "BS", the version in two bytes, the compression, three bytes of nothing. */
const HEADER_BYTES = 8;
const NEWEST_VERSION = 1;
const GZIP = 1;

/** Length and its checksum before a TensorFlow record, and the checksum after it. */
const RECORD_HEAD_BYTES = 12;
const RECORD_TAIL_BYTES = 4;

/**
 * @param format as the model's header names it
 * @throws {ForeignModelError}
 */
export function readBlobs(shards: readonly Uint8Array[], format: string): readonly Uint8Array[] {
  if (format === 'TFE_RECORDIO') return shards.flatMap(recordsOf);
  if (format === 'BLOB_SEQUENCE' || format === 'BLOB_SEQUENCE_GZIP') return shards.flatMap(blobsOf);
  throw new ForeignModelError(
    `Found nodes in the format ${quote(format)}, expected BLOB_SEQUENCE or TFE_RECORDIO.`,
    'Load the model with a newer version of YDF and save it again.',
  );
}

function blobsOf(shard: Uint8Array): Uint8Array[] {
  const head = viewOf(shard);
  if (shard.length < HEADER_BYTES || head.getUint16(0, false) !== 0x4253) {
    throw damaged('Found a file of nodes that is no sequence of blobs.');
  }
  const version = head.getUint16(2, true);
  const compression = head.getUint8(4);
  if (version > NEWEST_VERSION || compression > GZIP) {
    throw damaged(
      `Found a sequence of blobs of version ${version} and compression ${compression}, expected 0 or 1.`,
    );
  }
  const packed = shard.subarray(HEADER_BYTES);
  const bytes = compression === GZIP ? unpack(packed) : packed;
  if (compression === GZIP && bytes === packed) {
    throw damaged('Found nodes that are not compressed with gzip, as their file says.');
  }
  const view = viewOf(bytes);
  return slices(bytes, (at) =>
    at + 4 > bytes.length
      ? undefined
      : { start: at + 4, length: view.getUint32(at, true), tail: 0 },
  );
}

function recordsOf(shard: Uint8Array): Uint8Array[] {
  const view = viewOf(shard);
  return slices(shard, (at) => {
    if (at + RECORD_HEAD_BYTES > shard.length) return undefined;
    const length = Number(view.getBigUint64(at, true));
    return { start: at + RECORD_HEAD_BYTES, length, tail: RECORD_TAIL_BYTES };
  });
}

interface Place {
  readonly start: number;
  readonly length: number;
  /** Bytes behind it that are not part of it. */
  readonly tail: number;
}

/** @param placeAt undefined where the head of a blob is cut off */
function slices(bytes: Uint8Array, placeAt: (at: number) => Place | undefined): Uint8Array[] {
  const blobs: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const place = placeAt(at);
    const end = place === undefined ? Infinity : place.start + place.length;
    if (place === undefined || end + place.tail > bytes.length) {
      throw damaged(`Found node ${blobs.length} of a file cut off.`);
    }
    blobs.push(bytes.subarray(place.start, end));
    at = end + place.tail;
  }
  return blobs;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
