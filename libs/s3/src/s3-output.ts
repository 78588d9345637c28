import { PassThrough } from 'node:stream';

import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { InputObject, OutputFile, OutputStore } from '@lambda-forest/scale';

import { addressOf } from './location.ts';
import type { Location } from './location.ts';
import { S3Input } from './s3-input.ts';
import { statusOf } from './status-of.ts';

/** Held in memory at a time: one part of an upload is filled while one is sent. */
const UPLOAD_PART_BYTES = 8_388_608;
const MISSING = 404;
/** If-None-Match or If-Match does not hold. 409, another request is making the object just now, is an error: it may fail yet. */
const EXISTS = 412;

/** What of a run's output is kept for its time only. */
const TEMPORARY = '_run/';

/**
 * A prefix of S3 as a run's output. Parts and manifest go there; what is needed during the run may go to another place,
 * where it expires.
 */
export class S3Output implements OutputStore {
  readonly #s3: S3Client;
  readonly #output: Location;
  readonly #temporary: Location;

  constructor(s3: S3Client, output: Location, temporary = output) {
    this.#s3 = s3;
    this.#output = output;
    this.#temporary = temporary;
  }

  get name(): string {
    return addressOf(this.#output);
  }

  /** Where an object is. */
  place(key: string): { readonly Bucket: string; readonly Key: string } {
    const { bucket, prefix } = key.startsWith(TEMPORARY) ? this.#temporary : this.#output;
    return { Bucket: bucket, Key: prefix + key };
  }

  async *list(): AsyncGenerator<InputObject> {
    for (const { bucket: Bucket, prefix: Prefix } of new Set([this.#output, this.#temporary])) {
      for await (const page of paginateListObjectsV2({ client: this.#s3 }, { Bucket, Prefix })) {
        for (const { Key, Size: size = 0, ETag: etag = '' } of page.Contents ?? []) {
          if (Key !== undefined && Key !== Prefix) {
            yield { key: Key.slice(Prefix.length), size, etag };
          }
        }
      }
    }
  }

  async get(key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.#s3.send(new GetObjectCommand(this.place(key)));
      return await Body?.transformToString();
    } catch (error) {
      if (statusOf(error) === MISSING) return undefined;
      throw error;
    }
  }

  /** Whether there is such an object. */
  async has(key: string): Promise<boolean> {
    try {
      await this.#s3.send(new HeadObjectCommand(this.place(key)));
      return true;
    } catch (error) {
      if (statusOf(error) === MISSING) return false;
      throw error;
    }
  }

  /** The bytes of an object of any size, read on where a connection has ended. */
  async read(key: string): Promise<Uint8Array> {
    const { Bucket, Key } = this.place(key);
    const head = await this.#s3.send(new HeadObjectCommand({ Bucket, Key }));
    const { ContentLength: size = 0, ETag: etag = '' } = head;
    const bytes = new Uint8Array(size);
    let at = 0;
    const input = new S3Input(this.#s3, { bucket: Bucket, prefix: '' });
    for await (const chunk of input.read({ key: Key, size, etag }, 0, size)) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  async put(key: string, content: string | Uint8Array): Promise<void> {
    await this.#s3.send(new PutObjectCommand(this.#body(key, content)));
  }

  async create(key: string, text: string): Promise<boolean> {
    try {
      await this.#s3.send(new PutObjectCommand({ ...this.#body(key, text), IfNoneMatch: '*' }));
      return true;
    } catch (error) {
      if (statusOf(error) === EXISTS) return false;
      throw error;
    }
  }

  /** The client takes an empty text for one of unknown length. */
  #body(key: string, Body: string | Uint8Array) {
    return { ...this.place(key), Body, ContentLength: Buffer.byteLength(Body) };
  }

  async remove(key: string): Promise<void> {
    await this.#s3.send(new DeleteObjectCommand(this.place(key)));
  }

  /** An upload in parts, which S3 puts together at the end; a short one is a single request. */
  open(key: string, replaces?: string): Promise<OutputFile> {
    const condition = replaces === undefined ? { IfNoneMatch: '*' } : { IfMatch: replaces };
    const body = new PassThrough();
    const upload = new Upload({
      client: this.#s3,
      params: { ...this.place(key), Body: body, ...condition },
      partSize: UPLOAD_PART_BYTES,
      queueSize: 1,
    });
    const done = upload.done();
    done.catch(() => body.destroy()); // whoever writes or finishes is told
    let isDone = false;
    return Promise.resolve({
      async write(bytes) {
        if (body.destroyed) await done;
        const written = new Promise<unknown>((resolve) => body.write(bytes, resolve));
        await Promise.race([written, done]); // the first once there is room for more
      },
      async finish() {
        body.end();
        await done.catch((error: unknown) => {
          if (statusOf(error) !== EXISTS) throw error; // another call has written it
        });
        isDone = true;
      },
      async discard() {
        if (isDone) return;
        await upload.abort();
        body.destroy();
        await done.catch(() => undefined);
      },
    });
  }
}
