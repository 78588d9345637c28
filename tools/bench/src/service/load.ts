/** A small load generator: clients that keep their connection and send one request after the other. */
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface Load {
  readonly requests: number;
  /** Answers other than 200, and connections that broke. */
  readonly errors: number;
  readonly seconds: number;
}

/** @param request the bytes of one HTTP/1.1 request */
export async function load(
  port: number,
  request: string,
  connections: number,
  seconds: number,
): Promise<Load> {
  const counts = { requests: 0, errors: 0 };
  const start = performance.now();
  const clients = Array.from({ length: connections }, () => client(port, request, counts));
  await wait(seconds * 1_000);
  const elapsed = (performance.now() - start) / 1_000;
  for (const stop of clients) stop();
  return { ...counts, seconds: elapsed };
}

function client(
  port: number,
  request: string,
  counts: { requests: number; errors: number },
): () => void {
  const socket = connect(port, '127.0.0.1');
  let isStopped = false;
  let received = '';
  const send = () => void socket.write(request);
  socket.setNoDelay(true).setEncoding('latin1').on('connect', send);
  socket.on('data', (text) => {
    received += String(text);
    const bodyAt = received.indexOf('\r\n\r\n') + 4;
    if (bodyAt === 3) return;
    const [, length] = /\r\ncontent-length: (\d+)/i.exec(received) ?? [];
    if (received.length < bodyAt + Number(length)) return;
    if (received.startsWith('HTTP/1.1 200 ')) counts.requests++;
    else counts.errors++;
    received = '';
    send();
  });
  socket
    .on('error', () => undefined)
    .on('close', () => {
      if (!isStopped) counts.errors++;
    });
  return () => {
    isStopped = true;
    socket.destroy();
  };
}
