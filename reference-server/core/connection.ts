import type { RawData, WebSocket } from 'ws';
import type { Clock } from './clock';

/** Frames that a reader has not taken yet: beyond this it is too slow, and holding more for it would cost everybody. */
const LARGEST_BACKLOG = 1024 * 1024;
/** How long a peer has to answer a close frame. Real time: it is about the network, and a test that moves the clock must not cut it short. */
const CLOSE_GRACE_MS = 1_000;

/** Close codes of RFC 6455 that the server sends of its own accord; systems have theirs from 4000. */
export const GOING_AWAY = 1001;
const BINARY_FRAME = 1003;
const POLICY = 1008;
export const SERVER_FAILED = 1011;
const TRY_AGAIN_LATER = 1013;

/** One player's WebSocket: text frames in, JSON out, limits kept, and an end that does not depend on the peer. */
export class Connection {
  #closing = false;
  readonly #recentFrames: number[] = [];
  #onText: (text: string) => void = () => {};
  #onClose: () => void = () => {};

  constructor(
    private readonly socket: WebSocket,
    private readonly clock: Clock,
    private readonly framesPerSecond: number,
  ) {
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', () => {
      this.#closing = true;
      this.#onClose();
    });
    // `ws` closes by itself after a protocol error (1002, 1007, 1009); only the listener must be there.
    socket.on('error', () => {});
  }

  /** False from the moment either side began to close; nothing is sent or heard after that. */
  get isOpen(): boolean {
    return !this.#closing && this.socket.readyState === this.socket.OPEN;
  }

  /** Says who hears the text frames. One listener; frames arrive in order. */
  onText(listener: (text: string) => void): void {
    this.#onText = listener;
  }

  /** Says who hears that the connection is gone, whoever ended it. Called once. */
  onClose(listener: () => void): void {
    this.#onClose = listener;
  }

  /** Sends a frame, as JSON unless it is text already. A reader who has fallen too far behind is closed with 1013. */
  send(frame: object | string): void {
    if (!this.isOpen) return;
    if (this.socket.bufferedAmount > LARGEST_BACKLOG) {
      this.close(TRY_AGAIN_LATER, 'Too slow');
      return;
    }
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Closes with code and reason. Where the peer does not answer, the line is cut a second later. */
  close(code: number, reason: string): void {
    if (this.#closing) return;
    this.#closing = true;
    this.socket.close(code, reason);
    const cut = setTimeout(() => this.socket.terminate(), CLOSE_GRACE_MS);
    this.socket.once('close', () => clearTimeout(cut));
  }

  /** Cuts the line without a word. */
  terminate(): void {
    this.#closing = true;
    this.socket.terminate();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (!this.isOpen) return;
    if (this.#floods()) this.close(POLICY, 'Too many messages');
    else if (isBinary) this.close(BINARY_FRAME, 'Text frames only');
    else this.#onText(data.toString());
  }

  /** True if this frame makes more than the allowed number within one second. */
  #floods(): boolean {
    const now = this.clock.now().getTime();
    this.#recentFrames.push(now);
    if (this.#recentFrames.length <= this.framesPerSecond) return false;
    const oldest = this.#recentFrames.shift() ?? now;
    return now - oldest < 1_000;
  }
}
