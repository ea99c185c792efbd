import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, createConnection } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { expect } from 'chai';
import { type ClientOptions, WebSocket, WebSocketServer } from 'ws';
import { Line } from '../../support/faults/network/line';

/** TLS by a key that both sides know (RFC 4279): encrypted and named as any other, and no certificate to keep in a test. */
const KEY = Buffer.from('an afternoon in the fog', 'utf8');
const SECURELY = { ciphers: 'PSK-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' } as const;
const SERVER = { ...SECURELY, pskCallback: () => KEY };
const CLIENT = {
  ...SECURELY,
  pskCallback: () => ({ psk: KEY, identity: 'a runner' }),
  // There is no certificate whose names could be compared.
  checkServerIdentity: () => undefined,
};

/** What a server was called by a client: the Host header, and the name given to TLS. */
interface Called {
  readonly host: string | undefined;
  readonly name: string | false | null | undefined;
}

for (const secure of [false, true]) {
  describe(`A line to a server over ${secure ? 'TLS' : 'plain TCP'}`, () => {
    const calls: Called[] = [];
    const hear = (request: http.IncomingMessage) =>
      calls.push({ host: request.headers.host, name: (request.socket as TLSSocket).servername });
    const server = secure ? https.createServer(SERVER) : http.createServer();
    const doors = new WebSocketServer({ noServer: true });
    const line = new Line();
    let port = 0;

    before(async () => {
      server.on('request', (request, response) => {
        hear(request);
        response.end('hello');
      });
      server.on('upgrade', (request, socket, head) => {
        hear(request);
        doors.handleUpgrade(request, socket, head, (guest) => guest.close(1000, 'hello'));
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      port = (server.address() as AddressInfo).port;
    });
    afterEach(() => {
      calls.length = 0;
    });
    after(async () => {
      await line.end();
      server.close();
    });

    it('leaves the name in a request the server’s', async () => {
      const options = { host: 'localhost', port, createConnection: line.dial(1, secure), ...CLIENT };
      const request = (secure ? https : http).get(options);
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      expect((await response.toArray()).join('')).to.equal('hello');
      expect(calls).to.deep.equal([{ host: `localhost:${port}`, name: secure ? 'localhost' : undefined }]);
    });

    it('leaves the name in a handshake the server’s', async () => {
      const address = `${secure ? 'wss' : 'ws'}://localhost:${port}/play`;
      const dial = line.dial(2, secure) as unknown as typeof createConnection;
      const socket = new WebSocket(address, {
        ...CLIENT,
        createConnection: dial,
      } as unknown as ClientOptions);
      const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
      expect([code, reason.toString()]).to.deep.equal([1000, 'hello']);
      expect(calls).to.deep.equal([{ host: `localhost:${port}`, name: secure ? 'localhost' : undefined }]);
    });
  });
}
