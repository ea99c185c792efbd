import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, Timer } from './clock';

/** How long a caller may take from connecting to the end of the first request's head: what it wants is said in one breath. */
const SAY_WITHIN_MS = 20_000;
/** So long in real time as well: a test that moves the clock by minutes must not cut off who has just connected. */
const LEAST_REAL_MS = 250;

/**
 * Cuts off callers who connect and do not say in time what they want, whether they say nothing or stop in the middle. Who has said it
 * once is left to the timeouts of HTTP, or to the doorkeeper.
 */
export function limitHandshakes(server: Server, clock: Clock): void {
  const waiting = new WeakMap<Socket, Timer>();
  server.on('connection', (socket) => {
    const since = performance.now();
    let cut: NodeJS.Timeout | undefined;
    const timer = clock.after(SAY_WITHIN_MS, () => {
      cut = setTimeout(() => socket.destroy(), since + LEAST_REAL_MS - performance.now());
    });
    const cancel = () => {
      timer.cancel();
      clearTimeout(cut);
    };
    waiting.set(socket, { cancel });
    socket.once('close', cancel);
  });
  server.prependListener('request', ({ socket }) => waiting.get(socket)?.cancel());
  server.prependListener('upgrade', ({ socket }) => waiting.get(socket)?.cancel());
}
