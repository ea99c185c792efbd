import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Address, Link } from '../../support/faults/network/link';

/** One end of a connection, with all that has come out of it. */
export class End {
  readonly #pieces: Buffer[] = [];
  readonly #changes = new EventEmitter();
  /** The other side has ended politely. */
  ended = false;
  /** The code of what went wrong: ECONNRESET. */
  failure: string | undefined;

  constructor(readonly socket: Socket) {
    socket.on('data', (bytes) => this.#note(() => this.#pieces.push(bytes)));
    socket.on('end', () =>
      this.#note(() => {
        this.ended = true;
      }),
    );
    socket.on('error', (error: NodeJS.ErrnoException) =>
      this.#note(() => {
        this.failure = error.code;
      }),
    );
  }

  get size(): number {
    return this.socket.bytesRead;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  get text(): string {
    return this.bytes.toString();
  }

  says(text: string | Buffer): void {
    this.socket.write(text);
  }

  /** Nobody polls: looked at whenever something has come. Its file has a limit (package.json). */
  async until(isSo: (end: End) => boolean): Promise<void> {
    while (!isSo(this)) await once(this.#changes, 'change');
  }

  #note(change: () => void): void {
    change();
    this.#changes.emit('change');
  }
}

/** A TCP server that says what a test tells it to, or whatever it hears. */
export class FarSide {
  readonly #server = createServer((socket) => this.#arrive(new End(socket)));
  readonly #ends: End[] = [];
  readonly #arrivals = new EventEmitter();

  private constructor(private readonly echoes: boolean) {}

  static async open({ echoes = false } = {}): Promise<FarSide> {
    const side = new FarSide(echoes);
    await once(side.#server.listen(0, '127.0.0.1'), 'listening');
    return side;
  }

  get address(): Address {
    return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  /** A link to this server: the near end, the link, and the far end. One is made after the other. */
  async link(): Promise<{ near: End; link: Link; far: End }> {
    const number = this.#ends.length;
    const link = new Link();
    const near = new End(await link.open(this.address, new Map()));
    while (!this.#ends[number]) await once(this.#arrivals, 'arrival');
    return { near, link, far: this.#ends[number] };
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const { socket } of this.#ends) socket.destroy();
    await once(this.#server, 'close');
  }

  #arrive(end: End): void {
    if (this.echoes) end.socket.pipe(end.socket);
    this.#ends.push(end);
    this.#arrivals.emit('arrival');
  }
}
