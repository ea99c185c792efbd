import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Target } from '../../support/targets/target';

export type Frame = Readonly<Record<string, unknown>> & { readonly type?: unknown };

/** What becomes of a frame from the server on its way to somebody: nothing, itself, others. */
export type Sabotage = (frame: Frame) => readonly Frame[];

/** A man in the middle between players and a server that is in order: he makes a faulty one of it. */
export class Saboteur {
  readonly #doors = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #http = http.createServer((request, response) => {
    const { method, headers, url = '' } = request;
    const onward = http.request(new URL(url, this.target.url), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });

  private constructor(
    private readonly target: Target,
    private readonly sabotage: Sabotage,
  ) {
    this.#http.on('upgrade', (request, socket, head) =>
      this.#doors.handleUpgrade(request, socket, head, (guest) => this.meet(guest, request.url ?? '')),
    );
  }

  static async before(target: Target, sabotage: Sabotage): Promise<Saboteur> {
    const saboteur = new Saboteur(target, sabotage);
    await once(saboteur.#http.listen(0, '127.0.0.1'), 'listening');
    return saboteur;
  }

  /** The server as players meet it now; what is no play goes to the server itself. */
  get sabotaged(): Target {
    const { port } = this.#http.address() as AddressInfo;
    const url = new URL(`http://127.0.0.1:${port}/`);
    return { ...this.target, url, nodes: [url] };
  }

  async close(): Promise<void> {
    for (const guest of this.#doors.clients) guest.terminate();
    this.#http.close().closeAllConnections();
    await once(this.#http, 'close');
  }

  private meet(guest: WebSocket, path: string): void {
    const server = new WebSocket(new URL(path, this.target.url.href.replace(/^http/, 'ws')));
    const isOpen = once(server, 'open').catch(() => guest.terminate());
    const tell = async (how: () => void) => {
      await isOpen;
      if (server.readyState === WebSocket.OPEN) how();
    };
    guest.on('message', (data, binary) => void tell(() => server.send(data, { binary })));
    guest.on('ping', (mark) => void tell(() => server.ping(mark)));
    guest.on('close', () => void tell(() => server.close()));
    server.on('pong', (mark) => guest.pong(mark));
    server.on('message', (data) => {
      for (const frame of this.sabotage(JSON.parse(data.toString()) as Frame))
        guest.send(JSON.stringify(frame));
    });
    server.on('close', (code, reason) =>
      code === 1006 || code === 1005 ? guest.terminate() : guest.close(code, reason),
    );
    for (const side of [guest, server]) side.on('error', () => {});
  }
}
