import type { Socket } from 'node:net';

/**
 * Ends a socket as a crash does: its other side sees a reset (RST). One that is just saying its end is reset a turn of the event loop
 * later: until that is said, the system refuses (libuv, `uv_tcp_close_reset`), and node would lose the socket without ever closing it,
 * so that whoever waits for its end, and the process itself, would wait for good.
 */
export function reset(socket: Socket): void {
  const isSayingItsEnd = socket.writableEnded && socket.writableLength === 0 && !socket.writableFinished;
  if (isSayingItsEnd) socket.once('finish', () => socket.resetAndDestroy());
  else socket.resetAndDestroy();
}
