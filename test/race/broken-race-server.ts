import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { buildSeedPack } from '../../reference-server/race/race-seed-pack';
import { course, type Frame, type Message, ModelRace, type ModelRunner, type RuleFault } from './model-race';

/** Every way in which this server can break a promise; without one it keeps all that it knows of. */
export type Fault =
  | RuleFault
  | 'one runner is not told of the start'
  | 'the start is told twice'
  | 'a wrong token is let in'
  | 'a second connection leaves the first open'
  | "a spectator's report counts"
  | 'a malformed message ends the connection'
  | 'a token is in the look-up'
  | 'progress is lost on reconnecting';

interface Account {
  readonly username: string;
  readonly role: string;
}

interface Hall {
  readonly race: ModelRace;
  readonly organizer: Account;
  readonly tokens: Map<string, ModelRunner>;
  readonly packs: Map<string, Uint8Array>;
  readonly mods: Map<ModelRunner, WebSocket>;
  readonly all: Set<WebSocket>;
  readonly spectators: Set<WebSocket>;
}

interface Answer {
  readonly status: number;
  readonly body: object | Uint8Array;
}

const refuse = (status: number, detail: string): Answer => ({ status, body: { detail } });
const newToken = () => randomBytes(24).toString('base64url');

/** A race server in memory, with switchable faults: what a suite that can fail has to fail against. */
export class BrokenRaceServer {
  readonly administrator = newToken();
  readonly #accounts = new Map<string, Account>();
  readonly #halls = new Map<string, Hall>();
  readonly #faults: ReadonlySet<Fault>;
  readonly #doors = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  #asked = 0;
  readonly #http = http.createServer((request, response) => {
    this.#asked += 1;
    this.answer(request).then(({ status, body }) => {
      const isZip = body instanceof Uint8Array;
      response.writeHead(status, { 'content-type': isZip ? 'application/zip' : 'application/json' });
      response.end(isZip ? body : JSON.stringify(body));
    });
  });

  private constructor(faults: readonly Fault[]) {
    this.#faults = new Set(faults);
    this.#http.on('upgrade', (request, socket, head) =>
      this.#doors.handleUpgrade(request, socket, head, (guest) => {
        guest.on('error', () => {});
        const [, kind, id = ''] = /^\/ws\/(mod|race)\/(.+)$/.exec(request.url ?? '') ?? [];
        const hall = this.#halls.get(id);
        if (kind === 'mod') this.meetMod(guest, hall);
        else if (hall) this.meetSpectator(guest, hall);
        else guest.close(4004, 'Race not found');
      }),
    );
  }

  static async open(...faults: readonly Fault[]): Promise<BrokenRaceServer> {
    const server = new BrokenRaceServer(faults);
    await once(server.#http.listen(0, '127.0.0.1'), 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/`;
  }

  /** How many requests have come in. */
  get asked(): number {
    return this.#asked;
  }

  async close(): Promise<void> {
    for (const guest of this.#doors.clients) guest.terminate();
    this.#http.close().closeAllConnections();
    await once(this.#http, 'close');
  }

  private async answer(request: http.IncomingMessage): Promise<Answer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, string>;
    const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
    const account = this.#accounts.get(token);
    const [, id = '', call = ''] = /^\/api\/races\/([^/]+)\/?(.*)$/.exec(request.url ?? '') ?? [];
    if (request.url === '/api/users') return this.register(token, body);
    if (request.url === '/api/races') return this.mayCreate(account, body.name ?? '');
    const hall = this.#halls.get(id);
    if (!hall) return refuse(404, 'Race not found');
    if (call === '') return { status: 200, body: this.lookUp(hall) };
    if (!account) return refuse(401, 'Who?');
    const runner = hall.race.runners.find(({ username }) => username === account.username);
    if (call === 'my-seed-pack' || call === 'abandon') {
      if (!runner) return refuse(403, 'Not a participant of this race');
      if (call === 'abandon') return this.granted(hall, hall.race.givesUp(runner));
      const pack = hall.packs.get(runner.username);
      return pack ? { status: 200, body: pack } : refuse(403, 'Seed packs have not been made yet');
    }
    if (hall.organizer !== account) return refuse(403, 'Only the organizer may do this');
    return this.organize(hall, call, body);
  }

  private register(token: string, { username = '', role = '' }: Record<string, string>): Answer {
    if (token !== this.administrator) return refuse(401, 'Not the administrator');
    const own = newToken();
    this.#accounts.set(own, { username, role });
    return { status: 201, body: { username, role, token: own } };
  }

  private mayCreate(account: Account | undefined, name: string): Answer {
    if (!account) return refuse(401, 'Who?');
    if (account.role !== 'organizer') return refuse(403, 'Only organizers make races');
    if (name.length < 1 || name.length > 200) return refuse(422, 'A name has 1 to 200 characters');
    return this.create(account, name);
  }

  private create(organizer: Account, name: string): Answer {
    const [all, mods, spectators] = [
      new Set<WebSocket>(),
      new Map<ModelRunner, WebSocket>(),
      new Set<WebSocket>(),
    ];
    const race = new ModelRace(name, (frame) => this.tell(hall, frame), this.#faults);
    const hall: Hall = { race, organizer, tokens: new Map(), packs: new Map(), mods, all, spectators };
    this.#halls.set(race.id, hall);
    return { status: 201, body: this.lookUp(hall) };
  }

  private organize(hall: Hall, call: string, body: Record<string, string>): Answer {
    const { race, tokens, packs } = hall;
    if (call === 'start') return this.granted(hall, race.start());
    if (call === 'finish') return this.granted(hall, race.end());
    if (call === 'reset') return this.granted(hall, race.reset());
    if (race.status !== 'setup') return refuse(400, 'Race has already started');
    if (call === 'participants') {
      const username = body.username ?? '';
      if (race.runners.some((one) => one.username === username)) return refuse(400, 'Already a participant');
      race.enter(username);
    }
    for (const runner of call === 'generate-zips' ? race.runners : []) {
      if (packs.has(runner.username)) continue;
      const modToken = newToken();
      tokens.set(modToken, runner);
      const { username } = runner;
      const contents = {
        url: this.url,
        modToken,
        raceId: race.id,
        seedId: course.seed,
        raceName: 'race',
        username,
      };
      packs.set(username, buildSeedPack(contents));
    }
    return { status: 200, body: {} };
  }

  private granted(hall: Hall, refusal: string | undefined): Answer {
    return refusal === undefined ? { status: 200, body: this.lookUp(hall) } : refuse(400, refusal);
  }

  private lookUp({ race, tokens }: Hall): object {
    const leak = this.#faults.has('a token is in the look-up') ? { tokens: [...tokens.keys()] } : {};
    return { ...race.onWire, participants: race.lines, ...leak };
  }

  private tell({ race, all, mods, spectators }: Hall, frame: Frame): void {
    const said = JSON.stringify(frame);
    if (frame.type !== 'race_start') {
      for (const guest of all) guest.send(said);
      return;
    }
    const told = [...all].filter((guest) => !spectators.has(guest));
    const [, second] = race.runners;
    const deaf =
      second && this.#faults.has('one runner is not told of the start') ? mods.get(second) : undefined;
    for (const mod of told) {
      if (mod !== deaf) mod.send(said);
      if (this.#faults.has('the start is told twice')) mod.send(said);
    }
  }

  private meetMod(guest: WebSocket, hall: Hall | undefined): void {
    let runner: ModelRunner | undefined;
    guest.on('message', (data, binary) => {
      if (binary) return guest.close(1003, 'Text only');
      const message = parse(data.toString());
      if (runner && hall) return this.hear(guest, hall, runner, message);
      const admitted = this.admit(hall, message);
      if (typeof admitted === 'string' || !hall) {
        guest.send(JSON.stringify({ type: 'auth_error', message: admitted }));
        return guest.close(4003, String(admitted));
      }
      runner = admitted;
      const replaced = hall.mods.get(runner);
      hall.mods.set(runner, guest);
      if (this.#faults.has('progress is lost on reconnecting')) Object.assign(runner, { time: 0, deaths: 0 });
      runner.connected = true;
      guest.send(JSON.stringify(hall.race.welcome(runner)));
      hall.all.add(guest);
      if (replaced && !this.#faults.has('a second connection leaves the first open')) {
        hall.all.delete(replaced);
        replaced.close(4009, 'Replaced by a newer connection');
      }
      hall.race.connects(runner, true);
      return undefined;
    });
    guest.on('close', () => {
      hall?.all.delete(guest);
      if (!hall || !runner || hall.mods.get(runner) !== guest) return;
      hall.mods.delete(runner);
      hall.race.connects(runner, false);
    });
  }

  private admit(hall: Hall | undefined, said: unknown): ModelRunner | string {
    if (said === undefined) return 'Invalid JSON';
    const message = said as Message | null;
    if (message?.type !== 'auth' || typeof message.mod_token !== 'string') return 'Invalid auth message';
    const runner = hall?.tokens.get(message.mod_token);
    const [anybody] = hall?.race.runners ?? [];
    if (!runner && anybody && this.#faults.has('a wrong token is let in')) return anybody;
    if (!runner) return 'Invalid mod token or race';
    return hall?.race.status === 'finished' ? 'Race has already finished' : runner;
  }

  private hear(guest: WebSocket, { race, mods }: Hall, runner: ModelRunner, message: unknown): void {
    if (mods.get(runner) !== guest && !this.#faults.has('a second connection leaves the first open')) return;
    const refusal = message === undefined ? 'Invalid JSON' : race.hear(runner, message);
    if (refusal === undefined) return;
    const isMalformed = typeof (message as Message | null | undefined)?.type !== 'string';
    if (isMalformed && this.#faults.has('a malformed message ends the connection')) guest.terminate();
    else guest.send(JSON.stringify({ type: 'error', message: refusal }));
  }

  private meetSpectator(guest: WebSocket, { race, all, spectators }: Hall): void {
    guest.send(JSON.stringify(race.picture()));
    all.add(guest);
    const count = () => {
      for (const one of spectators)
        one.send(JSON.stringify({ type: 'spectator_count', count: spectators.size }));
    };
    spectators.add(guest);
    count();
    guest.on('close', () => {
      all.delete(guest);
      spectators.delete(guest);
      count();
    });
    guest.on('message', (data) => {
      const [first] = race.runners;
      if (first && this.#faults.has("a spectator's report counts")) race.hear(first, parse(data.toString()));
      guest.send(JSON.stringify({ type: 'error', message: 'Spectators cannot act' }));
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
