import { join } from 'node:path';

import { PeerError } from '../errors.ts';
import { readAnswers } from '../exchange.ts';
import type { MissingPeer } from '../peers/catalogue.ts';
import { PeerProcess } from '../peers/peer-process.ts';
import { isPythonReady, PYTHON } from '../peers/python.ts';
import type { Subject } from './measure.ts';

/** The peers that predict with the same trees. The first has grown them. */
export const SERVING_PEERS = ['scikit-learn', 'onnxruntime'] as const;
export type ServingPeer = (typeof SERVING_PEERS)[number];

const SCRIPT = join(import.meta.dirname, '..', '..', 'peers', 'serving.py');

/** Growing the largest forest takes scikit-learn half a minute. */
const LIMIT_SECONDS = 900;

/** Starts the peers' process, if they are installed. */
export async function startServingPeers(): Promise<{
  readonly peers?: ServingPeers;
  readonly missing: readonly MissingPeer[];
}> {
  if (!isPythonReady()) {
    const reason = 'run "npx nx run bench:install-peers"';
    return { missing: SERVING_PEERS.map((name) => ({ name, reason })) };
  }
  const command = { name: SERVING_PEERS.join(' and '), command: PYTHON, args: [SCRIPT] };
  return { peers: new ServingPeers(await PeerProcess.start(command, LIMIT_SECONDS)), missing: [] };
}

/** The process of peers/serving.py, which documents the requests. Every method throws a {PeerError} if the request fails. */
export class ServingPeers {
  readonly #process: PeerProcess;

  constructor(process: PeerProcess) {
    this.#process = process;
  }

  get versions(): Readonly<Record<string, string>> {
    return this.#process.versions;
  }

  /**
   * @param folder written by `writeSplit`
   * @param output a folder for the trees
   */
  async grow(
    folder: string,
    output: string,
    trees: number,
    seed: number,
    threads: number,
  ): Promise<void> {
    await this.#process.load(folder);
    await this.#process.ask({ command: 'grow', trees, seed, threads, output });
  }

  /** Its answers for the test rows. */
  async predict(by: ServingPeer, folder: string): Promise<Float64Array> {
    const output = join(folder, `${by}.f64`);
    await this.#process.ask({ command: 'predict', by, output });
    return readAnswers(output);
  }

  /** Predicts this many rows at once; a unit is one call. */
  subject(by: ServingPeer, rows: number): Subject {
    return {
      time: async (milliseconds) => {
        const request = { command: 'time', by, rows, milliseconds };
        const { microseconds } = await this.#process.ask(request);
        if (typeof microseconds === 'number' && microseconds > 0) return microseconds;
        throw new PeerError(
          `Found ${by} answering ${String(microseconds)}, expected microseconds.`,
        );
      },
    };
  }

  async close(): Promise<void> {
    await this.#process.close();
  }
}
