import { resolve } from 'node:path';
import type { FinishedScenario } from '../../support/checkers/scenario';
import type { Note } from '../../support/players/journal';
import { Secrets } from '../../support/players/secrets';
import { decodeFrame } from '../../support/systems/party/dialects/reference-frames';
import { type Lines, scenarioOf, write } from './paper-race';

const CONTRACT = resolve(__dirname, '../../contracts/party.asyncapi.yaml');
const BEGINNING = Date.parse('2026-05-01T18:00:00.000Z');

interface Kept {
  readonly type: 'narrative' | 'system';
  readonly timestamp: string;
  readonly open: object;
  readonly privately: Readonly<Record<string, string>>;
}

interface Visit {
  readonly lines: Lines;
  readonly connection: number;
}

export function heard(frame: object, connection = 1): Note {
  const raw = JSON.stringify(frame);
  return {
    kind: 'received',
    connection,
    event: decodeFrame(raw, (id) => id),
    raw,
    channel: 'table',
    contract: CONTRACT,
  };
}

/** A session on paper: what an honest server would tell each at the table, as journals, without a server. */
export class PaperParty {
  readonly secrets = new Secrets();
  readonly people: Lines[] = [];
  readonly #kept: Kept[] = [];
  #visits: Visit[] = [];
  #actions = 0;

  constructor(
    private readonly players: readonly string[] = ['Thorin', 'Elara', 'Vex'],
    /** In the ids of this session's messages. */
    private readonly session = 1,
  ) {}

  /** Everybody is there. */
  static gathered(): PaperParty {
    const party = new PaperParty();
    for (const name of party.players) party.comes(name);
    party.comes('the observer');
    return party;
  }

  lines(name: string): Lines {
    const known = this.people.find((one) => one.name === name);
    const role = name === 'the observer' ? 'observer' : 'player';
    const lines = known ?? { name, role, notes: [], open: 0 };
    if (!known) this.people.push(lines);
    return lines;
  }

  /** The time of what is kept latest. */
  get latest(): string {
    return this.#kept.at(-1)?.timestamp ?? new Date(BEGINNING).toISOString();
  }

  comes(name: string, lastSeen?: string): void {
    const lines = this.lines(name);
    const connection = lines.notes.filter(({ kind }) => kind === 'connecting').length + 1;
    const visit = { lines, connection };
    const isNew = !this.#visits.some((one) => one.lines === lines);
    lines.open += 1;
    write(lines, { kind: 'connecting', connection, to: 'ws://paper/', channel: 'table' });
    write(lines, { kind: 'connection', connection, event: { kind: 'opened' } });
    const act = { kind: 'introduces', lastSeen };
    write(lines, { kind: 'sent', connection, event: act, raw: '' });
    this.note(visit, { type: 'connected', player_id: name, timestamp: this.latest });
    if (lastSeen !== undefined) this.replay(visit, lastSeen);
    this.#visits.push(visit);
    if (isNew && lines.role === 'player') this.keep('system', { content: `${name} has joined.` });
  }

  leaves(name: string, how: Partial<{ code: number; reason: string; by: 'player' | 'server' }> = {}): void {
    const gone = this.#visits.findLast((visit) => visit.lines.name === name);
    if (!gone) return;
    this.#visits = this.#visits.filter((visit) => visit !== gone);
    const { code = 1000, reason = '', by = 'player' } = how;
    const event = { kind: 'closed', code, reason, by, telling: `${code} ${reason}`.trim() } as const;
    write(gone.lines, { kind: 'connection', connection: gone.connection, event });
    gone.lines.open -= 1;
    const isGone = !this.#visits.some((one) => one.lines === gone.lines);
    if (isGone && gone.lines.role === 'player') this.keep('system', { content: `${name} has left.` });
  }

  /** An action of that player's, from its declaration to the host's answer. */
  plays(name: string, text: string, privately: Readonly<Record<string, string>> = {}): string {
    this.#actions += 1;
    const action = this.id(2, this.#actions);
    for (const status of ['pending', 'processing', 'resolved'])
      this.tells(name, { type: 'action_status', action_id: action, status });
    this.keep('narrative', { action_id: action, narrative: text }, privately);
    return action;
  }

  thinks(message: string): void {
    for (const visit of this.#visits) this.note(visit, { type: 'thinking', message });
  }

  asksForTheHistory(name: string, since: string): void {
    const visit = this.#visits.findLast((one) => one.lines.name === name);
    if (!visit) return;
    const event = { kind: 'asks for the history', since };
    write(visit.lines, { kind: 'sent', connection: visit.connection, event, raw: '' });
    this.replay(visit, since);
  }

  /** A fight turn by turn as each sees it. */
  fights(turn: string): void {
    const order = ['Vex', 'Thorin', 'Elara'];
    for (const visit of this.#visits) {
      const { name, role } = visit.lines;
      const sees = role === 'player';
      this.note(visit, {
        type: 'combat_state',
        active: true,
        mode: 'turn_based',
        round: 1,
        current_turn: turn,
        initiative: order.map((id, place) => ({
          id,
          name: id,
          ...(sees ? { initiative: 20 - place } : {}),
          conditions: [],
          health: 'healthy',
        })),
        your_turn: turn === name,
        ...(sees ? { hit_points: 7, max_hit_points: 9 } : {}),
      });
    }
  }

  /** A change of somebody's sheet as each sees it. */
  isHurt(name: string): void {
    for (const visit of this.#visits) {
      const own = visit.lines.name === name ? { hit_points: 3 } : {};
      if (visit.lines.role === 'player')
        this.note(visit, {
          type: 'character_update',
          player_id: name,
          changes: { ...own, health: 'wounded' },
        });
    }
  }

  /** Something that all connections of somebody are told. */
  tells(name: string, frame: object): void {
    for (const visit of this.#visits) if (visit.lines.name === name) this.note(visit, frame);
  }

  /** Everybody leaves; the journals of the scenario, for the checkers. */
  over(): FinishedScenario {
    for (const { lines } of [...this.#visits]) this.leaves(lines.name);
    return scenarioOf(this.people, this.secrets);
  }

  private id(kind: number, number: number): string {
    return `0000000${kind}-0000-4000-8000-${this.session}${String(number).padStart(11, '0')}`;
  }

  private keep(type: Kept['type'], what: object, privately: Kept['privately'] = {}): void {
    const number = this.#kept.length + 1;
    const timestamp = new Date(BEGINNING + number * 1_000).toISOString();
    const kept = {
      type,
      timestamp,
      open: { type, id: this.id(1, number), timestamp, ...what },
      privately,
    };
    this.#kept.push(kept);
    for (const visit of this.#visits) this.show(visit, kept);
  }

  private replay(visit: Visit, since: string): void {
    const missed = this.#kept.filter(({ timestamp }) => timestamp > since);
    for (const kept of missed) this.show(visit, kept);
    this.note(visit, { type: 'replay_end', count: missed.length });
  }

  private show(visit: Visit, { open, privately }: Kept): void {
    const own = privately[visit.lines.name];
    this.note(visit, own === undefined ? open : { ...open, private: own });
  }

  private note({ lines, connection }: Visit, frame: object): void {
    write(lines, heard(frame, connection));
  }
}
