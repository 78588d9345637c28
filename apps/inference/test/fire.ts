/**
 * Clients that a server meets by accident or on purpose: slow ones, half-open ones, those that send many requests at
 * once and do not read, those that send too much, or no HTTP. Each opens a connection, ends it by its own rule and opens
 * the next one, until the time is over.
 */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const MB = 1_000_000;
const HEAD = 'Host: 127.0.0.1\r\nContent-Type: application/json\r\n';
const BODY = '{"features":[5.1,3.5,1.4,0.2]}';
const GET = `GET /openapi.json HTTP/1.1\r\n${HEAD}\r\n`;
const POST = post(BODY.length) + BODY;

function post(length: number): string {
  return `POST /predict HTTP/1.1\r\n${HEAD}Content-Length: ${length}\r\n\r\n`;
}

/** What a client does with a connection until it is closed, by either side. */
type Habit = (socket: Socket) => Promise<unknown>;

/** Sends a text in pieces, one every tenth of a second. */
function slowly(text: string, size: number): Habit {
  return async (socket) => {
    for (let at = 0; at < text.length && socket.writable; at += size) {
      socket.write(text.slice(at, at + size));
      await setTimeout(100);
    }
    socket.destroy();
  };
}

/** Sends a text, waits and cuts the connection. */
function once(text: string | Uint8Array, waitMs: number): Habit {
  return async (socket) => {
    socket.write(text);
    await setTimeout(waitMs);
    if (waitMs % 2 === 0) socket.resetAndDestroy();
    else socket.destroy();
  };
}

const unread =
  (text: string): Habit =>
  async (socket) => {
    socket.pause();
    socket.write(text);
    await setTimeout(1_000);
    socket.destroy();
  };

/** Sends zeros as fast as they are taken. */
function flood(head: string, bytes: number): Habit {
  const piece = Buffer.alloc(65_536, '0');
  return async (socket) => {
    socket.write(head);
    for (let sent = 0; sent < bytes && socket.writable; sent += piece.length) {
      if (!socket.write(piece)) await setTimeout(5);
    }
    await setTimeout(200);
    socket.destroy();
  };
}

const CHUNKED = `POST /predict HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n`;

const HABITS: readonly Habit[] = [
  slowly(POST, 1),
  slowly(POST, POST.length - 4),
  once('', 3_000),
  once(post(BODY.length), 2_500),
  once(post(1_000) + BODY, 301),
  once(GET + POST.slice(0, 40), 1_000),
  once(GET.repeat(50), 100),
  once(POST.repeat(50), 50),
  once(POST, 0),
  unread(GET.repeat(200)),
  unread(`GET / HTTP/1.1\r\n${HEAD}\r\n`.repeat(200)),
  flood(post(11 * MB), 11 * MB),
  flood(post(7 * MB), 7 * MB),
  flood(`${CHUNKED}10000\r\n`, MB),
  flood(`GET / HTTP/1.1\r\nX: `, MB),
  once(`${CHUNKED}ffffffffffffffff\r\n`, 100),
  once('\u0016\u0003\u0001\u0002\0\u0001\0', 100),
  once('GET / HTTP/9.9\r\n\r\n', 100),
  once(`${GET.slice(0, -2)}Content-Length: 5\r\nContent-Length: 6\r\n\r\n`, 100),
];

/**
 * Keeps so many hostile connections open until the signal.
 *
 * @returns how many there were in all
 */
export async function hostile(
  port: number,
  connections: number,
  until: AbortSignal,
): Promise<number> {
  let opened = 0;
  const client = async (index: number) => {
    for (let turn = index; !until.aborted; turn += 7) {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      const end = () => socket.destroy();
      until.addEventListener('abort', end);
      opened++;
      await HABITS[turn % HABITS.length]!(socket);
      until.removeEventListener('abort', end);
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, index) => client(index)));
  return opened;
}
