import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
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

/** Hears a text frame. What it gives is awaited where it matters whether the frame has been dealt with. */
export type TextListener = (text: string) => void | Promise<void>;

/** One player's connection as the systems know it, wherever its socket is. */
export interface Connection {
  /** Unlike that of any other connection, on whatever node. */
  readonly id: string;
  /** False from the moment either side began to close; nothing is sent or heard after that. */
  readonly isOpen: boolean;
  /** Bytes that the reader has not taken yet, as far as this node knows. */
  readonly backlog: number;
  /** Says who hears the text frames. One listener; frames arrive in order. */
  onText(listener: TextListener): void;
  /** Says who hears that the connection is gone, whoever ended it. Called once. What it gives is awaited as with frames. */
  onClose(listener: () => void | Promise<void>): void;
  /** Sends a frame, as JSON unless it is text already. A reader who has fallen too far behind is closed with 1013. */
  send(frame: object | string): void;
  /** Closes with code and reason. Where the peer does not answer, the line is cut a second later. */
  close(code: number, reason: string): void;
  /**
   * As `close`, for a peer that is taken for lost: nobody waits for its answer, so that it is gone for all others at once. Should it hear
   * again within that second, it learns code and reason.
   */
  giveUp(code: number, reason: string): void;
  /** Puts down what another node must know of this connection, should it have to go on serving it. */
  note(text: string): void;
}

/** A connection whose socket is at this node. */
export interface OwnConnection extends Connection {
  /** As `send`. Resolves when the reader's line has taken the frame, or is no more: whoever has much to say waits for it. */
  sendAndWait(frame: object): Promise<void>;
}

/** A WebSocket that ends here: text frames in, JSON out, limits kept, and an end that does not depend on the peer. */
export class SocketConnection implements OwnConnection {
  readonly id = randomBytes(9).toString('base64url');
  #closing = false;
  #gone = false;
  readonly #recentFrames: number[] = [];
  #onText: TextListener = () => {};
  #onClose: () => void | Promise<void> = () => {};
  #onPong: () => void = () => {};
  #onGone: () => void = () => {};
  #noted: string | undefined;
  #gathering = false;

  /** @param line what the WebSocket goes over. */
  constructor(
    private readonly socket: WebSocket,
    private readonly line: Duplex,
    private readonly clock: Clock,
    private readonly framesPerSecond: number,
  ) {
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', () => this.#leave());
    socket.on('pong', () => this.#onPong());
    // `ws` closes by itself after a protocol error (1002, 1007, 1009); only the listener must be there.
    socket.on('error', () => {});
  }

  get isOpen(): boolean {
    return !this.#closing && this.socket.readyState === this.socket.OPEN;
  }

  /** True once this side has begun to close; false where the peer hung up, or the line broke. */
  get isSentAway(): boolean {
    return this.#closing;
  }

  get backlog(): number {
    return this.socket.bufferedAmount;
  }

  /** What was put down last, or undefined. */
  get noted(): string | undefined {
    return this.#noted;
  }

  onText(listener: TextListener): void {
    this.#onText = listener;
  }

  onClose(listener: () => void | Promise<void>): void {
    this.#onClose = listener;
  }

  /** Says who is called after the listener of `onClose`; at once, if that has been called. */
  onGone(listener: () => void): void {
    this.#onGone = listener;
    if (this.#gone) listener();
  }

  /** Says who hears the peer's answers to `ping`. */
  onPong(listener: () => void): void {
    this.#onPong = listener;
  }

  /** Asks the peer's WebSocket, not the player, for a sign of life. */
  ping(): void {
    if (this.isOpen) this.socket.ping();
  }

  note(text: string): void {
    this.#noted = text;
  }

  send(frame: object | string): void {
    if (!this.isOpen) return;
    if (this.socket.bufferedAmount > LARGEST_BACKLOG) {
      this.close(TRY_AGAIN_LATER, 'Too slow');
      return;
    }
    this.#inOneGo();
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  sendAndWait(frame: object): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    return new Promise((resolve) => this.socket.send(JSON.stringify(frame), () => resolve()));
  }

  close(code: number, reason: string): void {
    if (this.#closing) return;
    this.#closing = true;
    if (this.#gone) return;
    this.socket.close(code, reason);
    const cut = setTimeout(() => this.socket.terminate(), CLOSE_GRACE_MS);
    this.socket.once('close', () => clearTimeout(cut));
  }

  giveUp(code: number, reason: string): void {
    this.close(code, reason);
    this.#leave();
  }

  /** Cuts the line without a word. */
  terminate(): void {
    this.#closing = true;
    this.socket.terminate();
  }

  #leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    void this.#onClose();
    this.#onGone();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (!this.isOpen) return;
    if (this.#floods()) this.close(POLICY, 'Too many messages');
    else if (isBinary) this.close(BINARY_FRAME, 'Text frames only');
    else void this.#onText(data.toString());
  }

  /** What is sent in one turn of the server leaves in one packet: each packet costs far more than what is in it. */
  #inOneGo(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.line.cork();
    setImmediate(() => {
      this.#gathering = false;
      this.line.uncork();
    });
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
