/** Where a run reads and writes: folders of this machine, or S3. Keys are paths with slashes. */

/** A file to be scored, as it was when it was listed. */
export interface InputObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Differs once the content does. */
  readonly etag: string;
}

export interface InputStore {
  /**
   * In order of the keys.
   *
   * @throws {InputChangedError} for a file that was listed before, and was removed
   */
  list(): AsyncIterable<InputObject>;
  /**
   * Some bytes of a file, which may be left before their end; that the file is the one that was listed is sure once the
   * iteration is over, however it ends. Of no bytes that is all that is read.
   *
   * @param end exclusive
   * @throws {InputChangedError} for a file that is not the one that was listed any more
   */
  read(object: InputObject, start: number, end: number): AsyncIterable<Uint8Array>;
}

export interface OutputStore {
  /** What messages call it. */
  readonly name: string;
  /** The files that are there, those of other programs included. */
  list(): AsyncIterable<InputObject>;
  /** Undefined if there is no such file. */
  get(key: string): Promise<string | undefined>;
  /** Replaces the file as a whole, or writes a new one. */
  put(key: string, text: string): Promise<void>;
  /** @returns false for a file that exists, which stays as it is */
  create(key: string, text: string): Promise<boolean>;
  /** Does nothing if there is no such file. */
  remove(key: string): Promise<void>;
  /**
   * A file that is written piece by piece and appears as a whole when it is finished, unless there is another one by then:
   * that one stays.
   *
   * @param replaces the ETag of the one that is to be replaced
   */
  open(key: string, replaces?: string): Promise<OutputFile>;
}

export interface OutputFile {
  write(bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  /** Nothing of it is to be kept. Does nothing after `finish`. */
  discard(): Promise<void>;
}
