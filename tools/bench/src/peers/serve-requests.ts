import { createInterface } from 'node:readline';

import type { FitSettings } from './peer.ts';

/** A request, as peers/service.py describes it. */
type Request =
  | { readonly command: 'load'; readonly folder: string }
  | { readonly command: 'fit'; readonly settings: FitSettings }
  | { readonly command: 'predict'; readonly output: string };

/** What a peer does. Fitting and predicting answer with the seconds that they took. */
interface Peer {
  readonly load: (folder: string) => Promise<void> | void;
  readonly fit: (settings: FitSettings) => Promise<number>;
  readonly predict: (output: string) => Promise<number>;
}

/** Answers requests until stdin ends, after a first line with the versions of what answers. */
export async function serveRequests(
  versions: Readonly<Record<string, string>>,
  peer: Peer,
): Promise<void> {
  answer({ versions });
  for await (const line of createInterface(process.stdin)) {
    try {
      answer(await serve(JSON.parse(line) as Request, peer));
    } catch (error) {
      console.error(error);
      answer({ error: error instanceof Error ? error.message : String(error) });
    }
  }
}

async function serve(request: Request, peer: Peer): Promise<object> {
  switch (request.command) {
    case 'load':
      await peer.load(request.folder);
      return {};
    case 'fit':
      return { seconds: await peer.fit(request.settings) };
    case 'predict':
      return { seconds: await peer.predict(request.output) };
  }
}

function answer(fields: object): void {
  process.stdout.write(`${JSON.stringify(fields)}\n`);
}
