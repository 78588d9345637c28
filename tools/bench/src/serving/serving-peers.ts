import { pythonCommand, whyNoPython } from '../peers/catalogue.ts';
import { PeerProcess } from '../peers/peer-process.ts';
import type { MissingPeer } from '../run-head.ts';

/** The peers that predict with the same trees, by one process: peers/serving.py. The first has grown them. */
export const SERVING_PEERS = ['scikit-learn', 'onnxruntime'] as const;

/** Growing the largest forest takes scikit-learn half a minute. */
const LIMIT_SECONDS = 900;

/**
 * Starts the peers' process, if they are installed.
 *
 * @param script serving.py, or imported.py, in which each library has a model of its own
 */
export async function startServingPeers(script: 'serving.py' | 'imported.py'): Promise<{
  readonly peers?: PeerProcess;
  readonly missing: readonly MissingPeer[];
}> {
  const reason = whyNoPython();
  if (reason !== undefined) return { missing: SERVING_PEERS.map((name) => ({ name, reason })) };
  const command = pythonCommand(SERVING_PEERS.join(' and '), script);
  return { peers: await PeerProcess.start(command, LIMIT_SECONDS), missing: [] };
}
