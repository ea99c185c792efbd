import { WebSocket } from 'ws';
import type { Close } from './interference';

/** A line that ended without a close frame, or with one that says nothing (RFC 6455, 7.4.1): no code can be said of it. */
const [NO_CODE, WITHOUT_A_WORD] = [1005, 1006];

/**
 * The end of a line at which a player is. `ws` answers a goodbye at once; here it is answered when the server has answered it, as without
 * anybody in the middle: a player who has left knows that the server knows.
 */
export class Guest extends WebSocket {
  /** Called with the goodbye of the player, once; whoever is called ends the line in time. */
  hearsGoodbye: ((close: Close) => void) | undefined;

  /** By `ws` itself, when the player has said goodbye. */
  override close(code = NO_CODE, reason: string | Buffer = ''): void {
    const hears = this.hearsGoodbye;
    this.hearsGoodbye = undefined;
    if (hears) hears({ code, reason: reason.toString() });
    else if (code === NO_CODE) super.close();
    else super.close(code, reason);
  }
}

/** Ends one end of a line like that: without a word, with a word that says nothing, or with a code and a reason. */
export function end(socket: WebSocket, { code, reason }: Close): void {
  if (socket instanceof Guest) socket.hearsGoodbye = undefined;
  if (code === WITHOUT_A_WORD) socket.terminate();
  else if (code === NO_CODE) socket.close();
  else socket.close(code, reason);
}

/** As whoever says nothing in particular does. */
export const WITHOUT_REASON: Close = { code: NO_CODE, reason: '' };
