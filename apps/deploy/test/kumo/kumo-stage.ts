/** An account of kumo with what a stage has: buckets, the built functions, and state machines. */
import { copyFileSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';

import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';

import { ROOT } from '../batch/scoring-input.ts';
import { freshFolder } from '../fixture.ts';
import { KUMO, RUNTIME_CLIENT, startKumo } from './kumo.ts';
import type { Emulator } from './kumo.ts';
import { KumoFunction } from './kumo-function.ts';

const ROLE = 'arn:aws:iam::123456789012:role/test';
export const REGION = 'eu-west-1';
/** In the environment of whatever calls it. */
export const CREDENTIALS = {
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};

export const isInstalled =
  existsSync(KUMO) && existsSync(join(RUNTIME_CLIENT, 'rapid-client.node'));

export class KumoStage {
  readonly functions: KumoFunction[] = [];
  readonly s3: S3Client;
  readonly sfn: SFNClient;
  readonly #lambda: LambdaClient;
  readonly #kumo: Emulator;

  private constructor(kumo: Emulator) {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = { endpoint: kumo.url, region: REGION, credentials };
    this.#kumo = kumo;
    this.s3 = new S3Client({ ...client, forcePathStyle: true });
    this.sfn = new SFNClient(client);
    this.#lambda = new LambdaClient(client);
  }

  static async start(buckets: readonly string[]): Promise<KumoStage> {
    const stage = new KumoStage(await startKumo());
    for (const Bucket of buckets) await stage.s3.send(new CreateBucketCommand({ Bucket }));
    return stage;
  }

  get url(): string {
    return this.#kumo.url;
  }

  async stop(): Promise<void> {
    await Promise.all(this.functions.map((each) => each.stop()));
    await this.#kumo.stop();
  }

  async put(Bucket: string, files: Readonly<Record<string, string>>): Promise<void> {
    for (const [Key, Body] of Object.entries(files)) {
      await this.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    }
  }

  /**
   * @param names of the functions, once for each process
   * @param files of their package, in the workspace
   */
  async deploy(names: readonly string[], files: readonly string[]): Promise<void> {
    const folder = freshFolder();
    for (const file of files) copyFileSync(join(ROOT, file), join(folder, basename(file)));
    const { url } = this;
    const environment = { ...CREDENTIALS, AWS_ENDPOINT_URL: url, WORK_BUCKET: 'work' };
    for (const name of names) {
      this.functions.push(await KumoFunction.start({ url, name, folder, environment }));
    }
    const Code = { ZipFile: new Uint8Array([0]) }; // the code is in the processes
    for (const FunctionName of new Set(names)) {
      const described = { FunctionName, Code, Role: ROLE, Timeout: 900 };
      await this.#lambda.send(
        new CreateFunctionCommand({ ...described, Runtime: 'nodejs24.x', Handler: 'handler' }),
      );
    }
  }

  /** @returns the ARN of a state machine */
  async createMachine(name: string, definition: string): Promise<string> {
    const command = new CreateStateMachineCommand({ name, roleArn: ROLE, definition });
    return (await this.sfn.send(command)).stateMachineArn!;
  }

  /** Of the processes of a function: how many calls each was given. */
  callsOf(name: string): number[] {
    return this.functions.filter((each) => each.name === name).map(({ calls }) => calls);
  }
}
