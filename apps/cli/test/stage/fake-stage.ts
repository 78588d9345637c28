/** A stage that scores files of S3, as AWS answers over HTTP: as much of STS, CloudFormation and Step Functions as is needed. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { openRun, RUN_FILES, runPieces, scorePiece } from '@lambda-forest/scale';
import type { Piece, StageRun } from '@lambda-forest/scale';
import { parseLocation, S3Input, S3Output } from '@lambda-forest/s3';
import type { TaskList } from '@lambda-forest/s3';
import { FakeS3 } from '@lambda-forest/s3/fake';
import { createScorer } from '@lambda-forest/scoring';
import { S3Client } from '@aws-sdk/client-s3';
import { snakeCaseKeys } from '@lambda-forest/text';

import type { DecodedModel } from '@lambda-forest/serializer';

const ACCOUNT = '123456789012';
const MACHINE = `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:scoring`;
/** Of the state machine that trains. */
export const TRAINING = `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:training`;
const MAP_RUN = `arn:aws:states:eu-west-1:${ACCOUNT}:mapRun:scoring/pieces:1`;

interface Execution {
  readonly executionArn: string;
  readonly name: string;
  readonly input: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  error?: string;
  cause?: string;
}

/** What each run costs. */
const DOLLARS = { lambda: 0.001, stepFunctions: 0.002, s3: 0.003, total: 0.006 };

type Body = Readonly<Record<string, string>>;

export class FakeStage {
  readonly s3: FakeS3;
  /** The requests in their order, by the names of their actions. */
  readonly actions: string[] = [];
  /** What a request is refused with: an error's code. */
  readonly refused = new Map<string, string>();
  readonly executions: Execution[] = [];
  /** Calls of the map that failed, with what they were given. */
  readonly failedCalls: Execution[] = [];
  /** Of the stack that scores files. Undefined if there is none. */
  outputs: Readonly<Record<string, string>> | undefined;
  /** When the stack was changed. */
  deployedAt = '2026-01-01T00:00:00.000Z';
  /** How many executions a list has: it is behind for a moment. */
  listed = Infinity;
  /** What an execution waits for before it ends. */
  held: Promise<unknown> = Promise.resolve();
  readonly #server: Server;
  /** What an execution of the other state machine does. */
  train: (input: TaskList) => Promise<unknown> = () => Promise.resolve();
  readonly #model: DecodedModel | undefined;

  private constructor(server: Server, s3: FakeS3, model: DecodedModel | undefined) {
    this.#server = server;
    this.s3 = s3;
    this.#model = model;
  }

  /** @param model what the stage scores with. Default: it only trains */
  static async start(model?: DecodedModel): Promise<FakeStage> {
    const server = createServer();
    const fake = new FakeStage(server, await FakeS3.start(), model);
    server.on('request', (request, response) => void fake.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.s3.stop();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const target = request.headers['x-amz-target'];
    const form = new URLSearchParams(body);
    const action = typeof target === 'string' ? target.split('.')[1]! : form.get('Action')!;
    this.actions.push(action);
    const refused = this.refused.get(action);
    if (typeof target !== 'string') {
      const xml = refused === undefined ? this.#xml(action) : errorXml(refused, 'no');
      response.writeHead(xml.startsWith('<Error') ? 400 : 200).end(xml);
      return;
    }
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    const answer = refused ?? this.#json(action, JSON.parse(body) as Body);
    if (typeof answer === 'string') {
      response.writeHead(400).end(JSON.stringify({ __type: answer, message: 'no' }));
    } else response.end(JSON.stringify(answer));
  }

  #xml(action: string): string {
    if (action === 'GetCallerIdentity') {
      const user = `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/ana</Arn>`;
      return `<GetCallerIdentityResponse><GetCallerIdentityResult>${user}</GetCallerIdentityResult></GetCallerIdentityResponse>`;
    }
    if (this.outputs === undefined) return errorXml('ValidationError', 'It does not exist');
    const members = Object.entries({ StateMachineArn: MACHINE, ...this.outputs }).map(
      ([key, value]) =>
        `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    );
    const stack = `<StackName>s</StackName><StackStatus>UPDATE_COMPLETE</StackStatus><LastUpdatedTime>${this.deployedAt}</LastUpdatedTime><Outputs>${members.join('')}</Outputs>`;
    return `<DescribeStacksResponse><DescribeStacksResult><Stacks><member>${stack}</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
  }

  /** @returns what is answered, or the name of an error */
  #json(action: string, body: Body): object | string {
    const known = [...this.executions, ...this.failedCalls];
    const execution = known.find(({ executionArn }) => executionArn === body['executionArn']);
    switch (action) {
      case 'StartExecution':
        return this.#start(body['name']!, body['input']!, body['stateMachineArn'] === TRAINING);
      case 'ListExecutions': {
        const listed = this.executions.slice(0, this.listed);
        const all = body['mapRunArn'] === undefined ? listed : this.failedCalls;
        const wanted = body['statusFilter'];
        const found = all.filter(({ status }) => wanted === undefined || status === wanted);
        return { executions: found.reverse() };
      }
      case 'DescribeExecution':
        return execution ?? 'ExecutionDoesNotExist';
      case 'ListMapRuns':
        return { mapRuns: [{ mapRunArn: MAP_RUN, startDate: 1 }] };
      case 'DescribeMapRun':
        return { itemCounts: { total: 40, succeeded: 28, failed: 12 } };
      case 'StopExecution':
        execution!.status = 'ABORTED';
        return { stopDate: 1 };
      default:
        return 'UnknownOperationException';
    }
  }

  /** A name is of one execution: of the same input while it runs. */
  #start(name: string, input: string, isTraining: boolean): object | string {
    const known = this.executions.find((each) => each.name === name);
    if (known === undefined)
      return { executionArn: this.begin(name, input, isTraining), startDate: 1 };
    const isSame = known.status === 'RUNNING' && known.input === input;
    return isSame ? { executionArn: known.executionArn, startDate: 1 } : 'ExecutionAlreadyExists';
  }

  /** Starts an execution, which scores by the library that the functions use. */
  begin(name: string, input: string, isTraining = false): string {
    const executionArn = `arn:aws:states:eu-west-1:${ACCOUNT}:execution:scoring:${name}`;
    const execution: Execution = { executionArn, name, input, status: 'RUNNING' };
    this.executions.push(execution);
    const end = (status: Execution['status'], error?: Error) => {
      if (execution.status !== 'RUNNING') return;
      execution.status = status;
      if (error === undefined) return;
      execution.error = error.name;
      execution.cause = JSON.stringify({ errorType: error.name, errorMessage: error.message });
    };
    this.held
      .then(() =>
        isTraining
          ? this.train(JSON.parse(input) as TaskList)
          : this.#score(JSON.parse(input) as StageRun),
      )
      .then(
        () => end('SUCCEEDED'),
        (error: unknown) => end('FAILED', error as Error),
      );
    return executionArn;
  }

  async #score({ spec, output: address, isResumed }: StageRun): Promise<void> {
    const { schema, forest, thresholds } = this.#model!;
    if (this.failedCalls.length > 0) {
      const error = new Error('The specified tolerated failure threshold was exceeded');
      error.name = 'States.ExceedToleratedFailureThreshold';
      throw error;
    }
    const s3 = new S3Client({ forcePathStyle: true });
    const input = new S3Input(s3, parseLocation(spec.input));
    const output = new S3Output(s3, parseLocation(address), parseLocation('s3://work/run'));
    const run = await openRun(spec, input, output, { isResumed });
    const scorer = createScorer(schema, forest, thresholds);
    const scoring = {
      schema,
      scorer,
      options: spec.options,
      input,
      output,
      spell: (reason: string) => reason,
      now: () => performance.now(),
    };
    const events = { workers: 2, onPiece: () => undefined };
    const score = (piece: Piece) => scorePiece(piece, scoring);
    const manifest = await runPieces(spec, run, output, score, events);
    const text = JSON.stringify(snakeCaseKeys({ ...manifest, cost: { dollars: DOLLARS } }));
    await output.put(RUN_FILES.manifest, text);
  }
}

function errorXml(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}
