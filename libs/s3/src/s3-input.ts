import { GetObjectCommand, HeadObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { InputChangedError } from '@lambda-forest/scale';
import type { InputObject, InputStore } from '@lambda-forest/scale';

import { isAccessRefused } from './access-refused.ts';
import { bytesOf } from './body.ts';
import type { Location } from './location.ts';
import { statusOf } from './status-of.ts';

/** If-Match does not hold, or there is no such object any more. */
const CHANGED = new Set([404, 412]);

const READ_ATTEMPTS = 4;

/** What consoles, and Hadoop, leave for a folder: an object without a byte. */
const FOLDER = /\/$|_\$folder\$$/;

/** There is no such object, or none that may be read. */
const UNREADABLE = new Set([403, 404]);

/**
 * Objects below a prefix of S3, but for those whose names begin with a point or an underscore; without any, the object
 * of the prefix's name. Keys are whole.
 */
export class S3Input implements InputStore {
  readonly #s3: S3Client;
  readonly #location: Location;

  constructor(s3: S3Client, location: Location) {
    this.#s3 = s3;
    this.#location = location;
  }

  async *list(): AsyncGenerator<InputObject, void, undefined> {
    const { bucket: Bucket, prefix: Prefix } = this.#location;
    let found = 0;
    for await (const page of paginateListObjectsV2({ client: this.#s3 }, { Bucket, Prefix })) {
      for (const { Key: key, Size: size, ETag: etag } of page.Contents ?? []) {
        if (key === undefined || size === undefined || etag === undefined) continue;
        const names = key.slice(Prefix.length).split('/');
        const isFolder = size === 0 && FOLDER.test(key);
        if (!isFolder && !names.some((name) => /^[._]/.test(name))) {
          found++;
          yield { key, size, etag };
        }
      }
    }
    const itself = found === 0 ? await this.#itself() : undefined;
    if (itself !== undefined) yield itself;
  }

  async #itself(): Promise<InputObject | undefined> {
    const { bucket: Bucket, prefix } = this.#location;
    const key = prefix.slice(0, -1);
    if (key === '') return undefined;
    try {
      const command = new HeadObjectCommand({ Bucket, Key: key });
      const { ContentLength: size = 0, ETag: etag = '' } = await this.#s3.send(command);
      return { key, size, etag };
    } catch (error) {
      if (UNREADABLE.has(statusOf(error)) || isAccessRefused(error)) return undefined;
      throw error;
    }
  }

  /** All bytes are of the object with the ETag that was listed: S3 answers a request for another one with 412. */
  async *read(
    { key, etag }: InputObject,
    start: number,
    end: number,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const object = { Bucket: this.#location.bucket, Key: key, IfMatch: etag };
    const refuse = (error: unknown) => {
      throw CHANGED.has(statusOf(error)) ? new InputChangedError(key, error) : error;
    };
    if (start >= end) {
      await this.#s3.send(new HeadObjectCommand(object)).catch(refuse);
      return;
    }
    let at = start;
    for (let attempt = 1; at < end; attempt++) {
      const command = new GetObjectCommand({ ...object, Range: `bytes=${at}-${end - 1}` });
      const { Body } = await this.#s3.send(command).catch(refuse);
      try {
        for await (const chunk of bytesOf(Body, end - at)) {
          at += chunk.length;
          yield chunk;
        }
      } catch (error) {
        // A connection that has ended; the client itself tries again only until an answer begins.
        if (attempt === READ_ATTEMPTS) throw error;
      }
    }
  }
}
