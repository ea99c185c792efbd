import { readFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { parse as parseToml } from 'smol-toml';
import WebSocket from 'ws';
import type { Target } from '../support/targets/target';

/**
 * The scenario of features/race/complete-race.feature as somebody would write it who has only `ws` and `fetch`: the same people,
 * the same acts in the same order, a wait for every expectation in the feature at everybody whom it names, also for
 * those inside its Given steps (each runner seen as connected by all, each seen as ready by all), the same look at the
 * record, and every connection closed and seen closed at the end. What it has not: names for events, near misses, a journal,
 * checkers, the contract, a timeline, a report.
 */
export async function playBare(target: Target, scope: string): Promise<void> {
  const olga = await account(target, `Olga-${scope}`, 'organizer');
  const race = ((await post(target, 'api/races', olga, { name: `Olga's race ${scope}` })) as { id: string })
    .id;
  const names = ['Ana', 'Bo', 'Cy'].map((name) => `${name}-${scope}`);
  const [Ana = '', Bo = '', Cy = ''] = names;
  const tokens = new Map<string, string>();
  for (const username of names) {
    tokens.set(username, await account(target, username, 'runner'));
    await post(target, `api/races/${race}/participants`, olga, { username });
  }
  await post(target, `api/races/${race}/generate-zips`, olga);
  const packs = await Promise.all(names.map((name) => fetchPack(target, race, tokens.get(name) ?? '')));

  const everybody: Client[] = [];
  const mods = new Map<string, Client>();
  for (const [index, name] of names.entries()) {
    const since = everybody.map((client) => client.frames.length);
    const mod = await Client.open(target, `ws/mod/${race}`);
    mod.send({ type: 'auth', mod_token: packs[index] });
    await mod.sees((frame) => frame.type === 'auth_ok');
    everybody.push(mod);
    mods.set(name, mod);
    const isIn = (frame: Frame) => lineOf(frame, name)?.mod_connected === true;
    await Promise.all(everybody.map((client, who) => client.sees(isIn, since[who] ?? 0)));
  }
  const runners = [...everybody];
  mark(everybody);
  for (const mod of runners) mod.send({ type: 'ready' });
  for (const name of names) await all(everybody, (frame) => lineOf(frame, name)?.status === 'ready');

  const sam = await Client.open(target, `ws/race/${race}`);
  await sam.sees((frame) => frame.type === 'race_state');
  everybody.push(sam);

  mark(everybody);
  await post(target, `api/races/${race}/start`, olga);
  await all(runners, (frame) => frame.type === 'race_start');

  const [start = '', one = '', two = ''] = [0, 1, 2].map(entranceOf);
  const does = (name: string, message: object) => {
    mark(everybody);
    mods.get(name)?.send(message);
  };
  does(Bo, { type: 'zone_entered', from_zone: start, to_zone: one, igt_ms: 130_000 });
  await all(everybody, (frame) => isAhead(frame, Bo, Ana));

  does(Ana, { type: 'zone_entered', from_zone: start, to_zone: one, igt_ms: 115_000 });
  await all(everybody, (frame) => isAhead(frame, Ana, Bo));

  does(Cy, { type: 'zone_entered', from_zone: start, to_zone: two, igt_ms: 280_000 });
  await all(everybody, (frame) => areInOrder(frame, [Cy, Ana, Bo]));

  does(Ana, { type: 'status_update', igt_ms: 570_000, deaths: 3 });
  await all(everybody, (frame) => {
    const line = lineOf(frame, Ana);
    return line?.igt_ms === 570_000 && line.death_count === 3;
  });

  does(Bo, { type: 'finished', igt_ms: 1_290_000 });
  await all(everybody, (frame) => areInOrder(frame, [Bo, Cy, Ana]));

  does(Ana, { type: 'finished', igt_ms: 1_215_000 });
  await all(everybody, (frame) => areInOrder(frame, [Ana, Bo, Cy]));

  mark(everybody);
  await post(target, `api/races/${race}/abandon`, tokens.get(Cy) ?? '');
  await all(everybody, (frame) => frame.type === 'race_status_change' && frame.status === 'finished');

  await expectRecord(target, race, [
    `1 ${Ana} finished 1 1215000 3`,
    `2 ${Bo} finished 1 1290000 0`,
    `3 ${Cy} abandoned 2 280000 0`,
  ]);
  await Promise.all(everybody.map((client) => client.close()));
}

interface Line {
  readonly username: string;
  readonly status: string;
  readonly igt_ms: number;
  readonly death_count: number;
  readonly mod_connected: boolean;
}

interface Frame {
  readonly type: string;
  readonly status?: string;
  readonly participants?: readonly Line[];
  readonly player?: Line;
}

/** A connection that keeps what it was sent, and waits on it without polling. */
class Client {
  readonly frames: Frame[] = [];
  marked = 0;
  private wake: () => void = () => {};

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(data.toString()) as Frame);
      this.wake();
    });
  }

  static open(target: Target, door: string): Promise<Client> {
    const address = new URL(door, target.url).href.replace(/^http/, 'ws');
    const socket = new WebSocket(address, { perMessageDeflate: false });
    const client = new Client(socket);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(client));
      socket.once('error', reject);
    });
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Waits for a frame that matches, among those since the mark. @throws Error after three seconds. */
  async sees(matches: (frame: Frame) => boolean, from = this.marked): Promise<void> {
    const patience = AbortSignal.timeout(3_000);
    for (let next = from; ; ) {
      for (; next < this.frames.length; next += 1) {
        const frame = this.frames[next];
        if (frame && matches(frame)) return;
      }
      await new Promise<void>((resolve, reject) => {
        this.wake = resolve;
        patience.onabort = () => reject(new Error('Waited 3 s in vain'));
      });
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.socket.once('close', () => resolve());
      this.socket.close(1000);
    });
  }
}

function mark(clients: readonly Client[]): void {
  for (const client of clients) client.marked = client.frames.length;
}

async function all(clients: readonly Client[], matches: (frame: Frame) => boolean): Promise<void> {
  await Promise.all(clients.map((client) => client.sees(matches)));
}

function lineOf({ participants, player }: Frame, username: string): Line | undefined {
  return [...(participants ?? []), ...(player ? [player] : [])].find((line) => line.username === username);
}

function areInOrder({ participants }: Frame, names: readonly string[]): boolean {
  return participants?.map((line) => line.username).join() === names.join();
}

function isAhead({ participants }: Frame, first: string, second: string): boolean {
  const names = participants?.map((line) => line.username) ?? [];
  return names.includes(first) && names.indexOf(first) < names.indexOf(second);
}

const course = JSON.parse(readFileSync(path.join(__dirname, '../contracts/race.seed.json'), 'utf8')) as {
  zones: { name: string; layer: number }[];
};

function entranceOf(layer: number): string {
  return course.zones.find((zone) => zone.layer === layer)?.name ?? '';
}

async function account(target: Target, username: string, role: string): Promise<string> {
  return ((await post(target, 'api/users', target.administrator, { username, role })) as { token: string })
    .token;
}

async function post(target: Target, where: string, token: string, body?: object): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body ? { 'content-type': 'application/json' } : {}),
  };
  const answer = await fetch(new URL(where, target.url), {
    method: 'POST',
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${where}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** @returns the access token in a runner's seed pack. */
async function fetchPack(target: Target, race: string, token: string): Promise<string> {
  const answer = await fetch(new URL(`api/races/${race}/my-seed-pack`, target.url), {
    headers: { authorization: `Bearer ${token}` },
  });
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  const manifest = Object.keys(files).find((name) => name.endsWith('.toml')) ?? '';
  const { server } = parseToml(strFromU8(files[manifest] ?? new Uint8Array())) as {
    server: { mod_token: string };
  };
  return server.mod_token;
}

async function expectRecord(target: Target, race: string, expected: readonly string[]): Promise<void> {
  const rows = await target.query<Record<string, unknown>>(
    `SELECT p.place, users.username, p.status, p.layer, p.igt_ms, p.deaths
       FROM participants p JOIN users ON users.id = p.user_id
      WHERE p.race_id = $1
      ORDER BY p.place NULLS LAST, p.entry`,
    [race],
  );
  const found = rows.map((row) => Object.values(row).join(' '));
  if (found.join('\n') !== expected.join('\n')) throw new Error(`The record shows\n${found.join('\n')}`);
}
