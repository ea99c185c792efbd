import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { parse as parseToml } from 'smol-toml';
import type { AnswerEvent } from '../../../players/answers';
import type { Answer, Request } from '../../../players/http';
import type { Door, Player } from '../../../players/player';
import type { Target } from '../../../targets/target';
import { administratorHint } from '../../administrator';
import type { RunnerAct } from '../acts';
import { Course } from '../course';
import type {
  Account,
  Command,
  Figure,
  RaceDialect,
  RaceView,
  RecordedRace,
  RecordedRunner,
  SeedPack,
} from '../dialect';
import type { RaceEvent, RaceStatus } from '../events';
import { decodeFrame, type Participant, standingOf } from './reference-frames';
import { malformedFrame } from './reference-malformed';

const PUBLISHED = join(__dirname, '../../../../contracts');
const CONTRACT = join(PUBLISHED, 'race.asyncapi.yaml');

/** The course of the reference server, as it publishes it. */
export function publishedCourse(): Course {
  const seed = JSON.parse(readFileSync(join(PUBLISHED, 'race.seed.json'), 'utf8')) as {
    seed_id: string;
    total_layers: number;
    zones: { name: string; layer: number }[];
  };
  return new Course(seed.seed_id, seed.total_layers, seed.zones);
}

/** The dialect of Gauntlet's reference server and of every server that keeps `contracts/race.asyncapi.yaml`. */
export class ReferenceRaceDialect implements RaceDialect {
  readonly course = publishedCourse();
  /** Names on the wire to names in the feature: every scenario has accounts of its own. */
  readonly #names = new Map<string, string>();

  /** @param scope a short text, letters and digits, that no other scenario has. */
  constructor(
    private readonly target: Target,
    private readonly scope: string,
  ) {}

  async openAccount(player: Player, role: 'organizer' | 'runner'): Promise<Account> {
    const username = `${player.name}-${this.scope}`;
    this.#names.set(username, player.name);
    const answer = await this.ask(player, `registers as ${role}`, {
      method: 'POST',
      url: this.at('api/users', player.node),
      token: this.target.administrator,
      body: { username, role },
      channel: 'accounts',
    });
    const { token } = expected(
      answer,
      `an account for ${player.name}`,
      administratorHint(this.target, answer),
    ) as {
      token: string;
    };
    player.secrets.learn(token, `${player.name}'s account token`, player.name);
    return { username, token };
  }

  async createRace(organizer: Player, account: Account | undefined, called?: string): Promise<string> {
    const name = called ?? `${organizer.name}'s race ${this.scope}`;
    const answer = await this.post(organizer, 'creates a race', 'api/races', account?.token, { name });
    return (expected(answer, 'a race') as { id: string }).id;
  }

  enter(organizer: Player, { token }: Account, race: string, runner: Account): Promise<Answer> {
    const body = { username: runner.username };
    return this.post(
      organizer,
      `enters ${this.plain(runner.username)}`,
      `api/races/${race}/participants`,
      token,
      body,
    );
  }

  makeSeedPacks(organizer: Player, { token }: Account, race: string): Promise<Answer> {
    return this.post(organizer, 'has the seed packs made', `api/races/${race}/generate-zips`, token);
  }

  fetchSeedPack(runner: Player, { token }: Account, race: string): Promise<Answer> {
    const url = this.at(`api/races/${race}/my-seed-pack`, runner.node);
    return this.ask(runner, 'fetches the seed pack', { method: 'GET', url, token, channel: 'seed pack' });
  }

  unpack(answer: Answer): SeedPack {
    const files = unzipSync(answer.bytes);
    const [, manifest] = Object.entries(files).find(([path]) => path.endsWith('.toml')) ?? [];
    if (!manifest) throw new Error('The seed pack holds no TOML file.');
    const text = strFromU8(manifest);
    const { server } = parseToml(text) as { server: Record<string, string> };
    return {
      files: Object.keys(files),
      server: server.url ?? '',
      accessToken: server.mod_token ?? '',
      race: server.race_id ?? '',
      seed: server.seed_id ?? '',
      text,
    };
  }

  command(player: Player, account: Account | undefined, race: string, command: Command): Promise<Answer> {
    const words = { start: 'starts the race', finish: 'ends the race', reset: 'resets the race' };
    return this.post(player, words[command], `api/races/${race}/${command}`, account?.token);
  }

  giveUp(runner: Player, { token }: Account, race: string): Promise<Answer> {
    return this.post(runner, 'gives up', `api/races/${race}/abandon`, token);
  }

  async lookUp(player: Player, race: string): Promise<RaceView> {
    const url = this.at(`api/races/${race}`, player.node);
    const answer = await this.ask(player, 'looks the race up', { method: 'GET', url, channel: 'race' });
    const view = expected(answer, 'the race') as { status: RaceStatus; participants: Participant[] };
    return {
      status: view.status,
      standings: view.participants.map((one) => standingOf(one, this.course, this.plain)),
      text: answer.bytes.toString(),
    };
  }

  isRefusal(answer: Answer): boolean {
    return answer.status >= 400 && answer.status < 500;
  }

  modDoor(race: string, node = 0): Door {
    return this.door(this.at(`ws/mod/${race}`, node), 'mod');
  }

  spectatorDoor(race: string, node = 0): Door {
    return this.door(this.at(`ws/race/${race}`, node), 'spectator');
  }

  encode(act: RunnerAct): string {
    switch (act.kind) {
      case 'authenticates':
        return JSON.stringify({ type: 'auth', mod_token: act.token });
      case 'is ready':
        return JSON.stringify({ type: 'ready' });
      case 'reports':
        return JSON.stringify({
          type: 'status_update',
          igt_ms: act.time,
          zone: act.zone,
          deaths: act.deaths,
        });
      case 'enters':
        return JSON.stringify({
          type: 'zone_entered',
          from_zone: act.from,
          to_zone: act.to,
          igt_ms: act.time,
        });
      case 'finishes':
        return JSON.stringify({ type: 'finished', igt_ms: act.time });
      case 'shows life':
        return JSON.stringify({ type: 'pong' });
    }
  }

  encodeWith(act: RunnerAct, figure: Figure, text: string | undefined): string {
    const field = { time: 'igt_ms', deaths: 'deaths', zone: act.kind === 'enters' ? 'to_zone' : 'zone' }[
      figure
    ];
    const frame = JSON.parse(this.encode(act)) as Record<string, unknown>;
    delete frame[field];
    if (text === undefined) return JSON.stringify(frame);
    const others = JSON.stringify(frame).slice(0, -1);
    return `${others},${JSON.stringify(field)}:${text}}`;
  }

  malformed(description: string): string | Buffer {
    return malformedFrame(description);
  }

  decode(frame: string): RaceEvent {
    return decodeFrame(frame, this.course, this.plain);
  }

  async recordOf(race: string): Promise<RecordedRace> {
    const [found] = await this.target.query<{ status: RaceStatus; finished_at: Date | null }>(
      'SELECT status, finished_at FROM races WHERE id = $1',
      [race],
    );
    if (!found) throw new Error('The race is not on record.');
    const rows = await this.target.query<RecordedRunner & { username: string }>(
      `SELECT users.username, p.status, p.zone, p.layer, p.igt_ms AS time, p.deaths, p.place
         FROM participants p JOIN users ON users.id = p.user_id
        WHERE p.race_id = $1
        ORDER BY p.place NULLS LAST, p.entry`,
      [race],
    );
    const runners = rows.map(({ username, ...row }) => ({ ...row, runner: this.plain(username) }));
    return { status: found.status, ended: found.finished_at !== null, runners };
  }

  /** A name on the wire to the name in the feature; a stranger's stays as it is. */
  private readonly plain = (username: string): string => this.#names.get(username) ?? username;

  private post(player: Player, act: string, path: string, token?: string, body?: object): Promise<Answer> {
    const url = this.at(path, player.node);
    return this.ask(player, act, { method: 'POST', url, token, body, channel: 'race' });
  }

  private ask(player: Player, kind: string, request: Request): Promise<Answer> {
    return player.ask({ kind }, request, describeAnswer);
  }

  private door(at: URL, channel: string): Door {
    const address = at.href.replace(/^http/, 'ws');
    return { address, channel, contract: CONTRACT, decode: (frame) => this.decode(frame) };
  }

  private at(path: string, node = 0): URL {
    return new URL(path, this.target.nodes[node] ?? this.target.url);
  }
}

function describeAnswer({ status, json }: Answer): AnswerEvent {
  if (status < 400) return { kind: 'granted' };
  const detail = (json as { detail?: unknown } | undefined)?.detail;
  const telling = `${status} ${typeof detail === 'string' ? detail : ''}`.trim();
  return { kind: 'declined', status, telling, trouble: true };
}

/** The body of an answer that must not be a refusal. @throws Error naming what was asked for. */
function expected(answer: Answer, what: string, hint = ''): object {
  if (answer.status < 300 && typeof answer.json === 'object' && answer.json !== null) return answer.json;
  throw new Error(
    `The server would not give ${what}: ${answer.status} ${answer.bytes.toString().slice(0, 200)}${hint}`,
  );
}
