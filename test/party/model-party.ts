import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Every way in which the rules of this party can break a promise. */
export type RuleFault =
  | 'the answer is told twice'
  | 'a private text is told to everybody'
  | 'notes are told to everybody'
  | 'actions are taken up last come first served'
  | 'all actions have one id'
  | 'an action is taken up again and again'
  | 'anybody may act in a fight'
  | 'the order of a fight is upside down'
  | 'rounds are not counted'
  | 'everybody may act again in a round'
  | 'hit points are told to everybody'
  | 'a change to a sheet is not told'
  | 'an answered action may be answered again'
  | 'a refused answer is told'
  | 'the observer may act'
  | 'sheets are shown whole'
  | 'who leaves is not announced'
  | 'who was removed may come back'
  | 'nobody is too busy'
  | 'actions of a round stay in the queue';

export type Frame = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A connection that was let in. */
export interface Guest {
  send(frame: Frame): void;
  close(code: number, reason: string): void;
}

interface Sheet {
  readonly name: string;
  readonly class: string;
  level: number;
  readonly initiative: number;
  hit_points: number;
  max_hit_points: number;
  conditions: readonly string[];
  secret_background?: string;
  hidden_roll?: string;
}

export interface Seat {
  readonly id: string;
  readonly name: string;
  token: string | undefined;
  status: 'active' | 'kicked';
  readonly sheet: Sheet | undefined;
  readonly guests: Set<Guest>;
  /** When the last actions came, in milliseconds. */
  recent: number[];
}

interface Action {
  readonly id: string;
  readonly by: Seat;
  readonly text: string;
  readonly remark: string | undefined;
  status: 'pending' | 'processing' | 'resolved';
}

interface Fighter {
  readonly id: string;
  readonly name: string;
  readonly initiative: number;
  readonly points: number | undefined;
}

interface Fight {
  readonly mode: 'turn_based' | 'simultaneous';
  round: number;
  current: string | null;
  order: Fighter[];
  submitted: Map<string, string>;
}

/** What the host, or a player, wants and cannot have. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status = 403,
  ) {
    super(message);
  }
}

interface Story {
  readonly players: readonly (Sheet & { id: string })[];
}

export const story = JSON.parse(
  readFileSync(path.join(__dirname, '../../contracts/party.seed.json'), 'utf8'),
) as Story;
const OBSERVER = 'OBSERVER';
const newToken = () => randomBytes(24).toString('base64url');
const healthOf = ({
  hit_points: left,
  max_hit_points: most,
}: Pick<Sheet, 'hit_points' | 'max_hit_points'>) =>
  left === 0 ? 'down' : left * 2 <= most ? 'wounded' : 'healthy';

/** A session in memory, by rules written apart from the server's, with switchable faults. */
export class ModelParty {
  readonly id = randomUUID();
  readonly seats: Seat[];
  readonly #actions: Action[] = [];
  readonly #kept: { at: number; viewFor: (seat: Seat) => Frame }[] = [];
  #fight: Fight | undefined;
  #last = Date.now();

  constructor(
    players: readonly string[] | undefined,
    readonly faults: ReadonlySet<string>,
  ) {
    const chosen = story.players.filter(({ id }) => players === undefined || players.includes(id));
    const stranger = players?.find((id) => !story.players.some((one) => one.id === id));
    if (stranger !== undefined) throw new Refusal(`Unknown player: ${stranger}`);
    const seat = (id: string, name: string, sheet?: Sheet): Seat => {
      return { id, name, token: newToken(), status: 'active', sheet, guests: new Set(), recent: [] };
    };
    this.seats = [
      ...chosen.map(({ id, ...sheet }) => seat(id, sheet.name, { ...sheet })),
      seat(OBSERVER, 'the observer'),
    ];
  }

  get players(): Seat[] {
    return this.seats.filter(({ id }) => id !== OBSERVER);
  }

  seatOf(token: string): Seat | undefined {
    return this.seats.find((seat) => seat.token !== undefined && seat.token === token);
  }

  player(id: unknown): Seat {
    const player = this.players.find((one) => one.id === id);
    if (player) return player;
    throw new Refusal(`Unknown player: ${String(id)}`);
  }

  // Coming and going

  comes(seat: Seat, guest: Guest, lastSeen: number | undefined): void {
    guest.send({ type: 'connected', player_id: seat.id, timestamp: new Date(this.#last).toISOString() });
    if (lastSeen !== undefined) this.tellHistory(seat, guest, lastSeen);
    if (this.#fight && !this.faults.has('who joins a fight is told nothing')) guest.send(this.fightFor(seat));
    seat.guests.add(guest);
    if (seat.guests.size === 1 && seat.id !== OBSERVER) this.announce(`${seat.name} has joined.`);
  }

  tellHistory(seat: Seat, guest: Guest, since: number): void {
    const missed = this.#kept.filter(({ at }) => at > since);
    for (const { viewFor } of missed) guest.send(viewFor(seat));
    guest.send({ type: 'replay_end', count: missed.length });
  }

  goes(seat: Seat, guest: Guest): void {
    if (!seat.guests.delete(guest) || seat.guests.size > 0 || seat.id === OBSERVER) return;
    if (!this.faults.has('who leaves is not announced')) this.announce(`${seat.name} has left.`);
  }

  kick(id: unknown): void {
    const seat = this.player(id);
    if (seat.status === 'kicked') throw new Refusal(`Already removed: ${seat.id}`);
    seat.status = 'kicked';
    if (!this.faults.has('who was removed may come back')) seat.token = undefined;
    this.end(seat, 4008, 'Kicked by host');
    this.announce(`${seat.name} was removed by the host.`);
    this.leavesFight(seat);
  }

  refresh(id: unknown): Seat {
    const seat = id === OBSERVER ? this.seats.find((one) => one.id === OBSERVER) : this.player(id);
    if (!seat) throw new Refusal(`Unknown player: ${String(id)}`);
    const wasThere = seat.guests.size > 0;
    seat.token = newToken();
    seat.status = 'active';
    if (!this.faults.has('connections of an old token stay')) {
      this.end(seat, 4003, 'Token refreshed');
      if (wasThere && seat.id !== OBSERVER) this.announce(`${seat.name} has left.`);
    }
    return seat;
  }

  stop(): void {
    for (const seat of this.seats) {
      seat.token = undefined;
      this.end(seat, 1000, 'Session ended');
    }
  }

  private end(seat: Seat, code: number, reason: string): void {
    const guests = [...seat.guests];
    seat.guests.clear();
    for (const guest of guests) guest.close(code, reason);
  }

  // The queue

  acts(seat: Seat, text: unknown, remark?: string): Action {
    if (seat.id === OBSERVER && !this.faults.has('the observer may act'))
      throw new Refusal('Observers cannot act');
    if (!isText(text, 4_000)) throw new Refusal('An action must be a text of 1 to 4,000 characters', 400);
    this.checkTurn(seat);
    const now = Date.now();
    seat.recent = seat.recent.filter((at) => at > now - 1_000);
    if (seat.recent.length >= 10 && !this.faults.has('nobody is too busy'))
      throw new Refusal('Too many actions', 429);
    seat.recent.push(now);
    const id = this.faults.has('all actions have one id') ? this.id : randomUUID();
    const action: Action = { id, by: seat, text, remark, status: 'pending' };
    this.#actions.push(action);
    this.tellStatus(action);
    if (this.#fight?.mode === 'simultaneous') {
      this.#fight.submitted.set(seat.id, id);
      this.tellFight();
    }
    return action;
  }

  action(seat: Seat, id: string): Action {
    const action = this.#actions.find((one) => one.id === id && one.by === seat);
    if (action) return action;
    throw new Refusal('Unknown action', 404);
  }

  pop(): Action | undefined {
    const waiting = this.#actions.filter(({ status }) => status === 'pending');
    const action = this.faults.has('actions are taken up last come first served')
      ? waiting.at(-1)
      : waiting[0];
    if (!action) return undefined;
    if (this.faults.has('an action is taken up again and again') && this.#actions.length < 45) {
      this.#actions.push({ ...action });
    }
    action.status = 'processing';
    this.tellStatus(action);
    return action;
  }

  resolve(asks: Record<string, unknown>): { id: string; timestamp: string } {
    const { action_id: id } = asks;
    const action = this.#actions.find((one) => one.id === id);
    const answer = answerIn(asks);
    if (this.faults.has('a refused answer is told') && action) return this.narrate(action.id, answer);
    if (!action) throw new Refusal(`Unknown action: ${String(id)}`);
    if (action.status === 'pending') throw new Refusal(`Still pending: ${action.id}`);
    if (action.status === 'resolved' && !this.faults.has('an answered action may be answered again'))
      throw new Refusal(`Already resolved: ${action.id}`);
    for (const name of Object.keys(answer.privately)) this.player(name);
    action.status = 'resolved';
    this.tellStatus(action);
    return this.narrate(action.id, answer);
  }

  get counts() {
    const count = (status: Action['status']) => this.#actions.filter((one) => one.status === status).length;
    return { pending: count('pending'), processing: count('processing'), resolved: count('resolved') };
  }

  private tellStatus({ id, by, status }: Action): void {
    for (const guest of by.guests) guest.send({ type: 'action_status', action_id: id, status });
  }

  private narrate(
    action: string | readonly string[],
    { text, privately, notes }: Answer,
  ): { id: string; timestamp: string } {
    const { faults } = this;
    const about =
      typeof action === 'string' ? { action_id: action } : { action_id: null, action_ids: action };
    const kept = this.keep((seat) => {
      const own = faults.has('a private text is told to everybody')
        ? Object.values(privately)[0]
        : privately[seat.id];
      const shown = faults.has('notes are told to everybody') ? (notes ?? own) : own;
      return {
        ...about,
        type: 'narrative',
        narrative: text,
        ...(shown === undefined ? {} : { private: shown }),
      };
    });
    if (faults.has('the answer is told twice')) this.tellKept(this.#kept.at(-1)?.viewFor);
    return kept;
  }

  // What is told

  announce(content: string): void {
    this.keep(() => ({ type: 'system', content }));
  }

  think(message: unknown): number {
    if (!isText(message, 8_000)) throw new Refusal('message must be a text of 1 to 8,000 characters');
    return this.tell(() => ({ type: 'thinking', message }));
  }

  private keep(bodyFor: (seat: Seat) => Frame): { id: string; timestamp: string } {
    this.#last = Math.max(Date.now(), this.#last + 1);
    const stamp = { id: randomUUID(), timestamp: new Date(this.#last).toISOString() };
    const viewFor = (seat: Seat) => ({ ...stamp, ...bodyFor(seat) });
    this.#kept.push({ at: this.#last, viewFor });
    this.tellKept(viewFor);
    return stamp;
  }

  private tellKept(viewFor: ((seat: Seat) => Frame) | undefined): void {
    if (viewFor) this.tell(viewFor);
  }

  private tell(viewFor: (seat: Seat) => Frame | undefined): number {
    let told = 0;
    for (const seat of this.seats) {
      const frame = viewFor(seat);
      if (!frame || (frame.type === 'narrative' && this.isLeftOut(seat))) continue;
      for (const guest of seat.guests) guest.send(frame);
      told += seat.guests.size;
    }
    return told;
  }

  private isLeftOut(seat: Seat): boolean {
    return seat.id === 'elara' && this.faults.has('one player is not told the answer');
  }

  // Sheets

  sheetFor(viewer: Seat, id: string): object {
    if (viewer.id === OBSERVER) throw new Refusal('Observers see no characters');
    const { sheet } = this.players.find((one) => one.id === id) ?? {};
    if (!sheet) throw new Refusal('Unknown character', 404);
    const { name, class: calling, level, conditions } = sheet;
    const shown = { player_id: id, name, class: calling, level, health: healthOf(sheet), conditions };
    return viewer.id === id || this.faults.has('sheets are shown whole') ? { ...shown, ...sheet } : shown;
  }

  change({ player, ...asks }: Record<string, unknown>): object {
    const seat = this.player(player);
    const sheet = seat.sheet as Sheet;
    const after = { ...sheet, ...asks };
    const { hit_points: left, max_hit_points: most } = after;
    if (!Number.isInteger(left) || left < 0 || left > most)
      throw new Refusal(`hit_points cannot be ${String(left)}`);
    const before = healthOf(sheet);
    const changed = Object.entries(asks).filter(
      ([field, value]) => JSON.stringify(sheet[field as keyof Sheet]) !== JSON.stringify(value),
    );
    Object.assign(sheet, asks);
    const health = healthOf(sheet) === before ? {} : { health: healthOf(sheet) };
    const own = { ...Object.fromEntries(changed), ...health };
    const open = Object.fromEntries(changed.filter(([field]) => field === 'level' || field === 'conditions'));
    if (!this.faults.has('a change to a sheet is not told'))
      this.tell((viewer) => {
        if (viewer.id === OBSERVER) return undefined;
        const isOwn = viewer === seat || this.faults.has('hit points are told to everybody');
        const changes = isOwn ? own : { ...open, ...health };
        if (Object.keys(changes).length === 0) return undefined;
        return { type: 'character_update', player_id: seat.id, changes };
      });
    return { player_id: seat.id, ...sheet, health: healthOf(sheet) };
  }

  // Fights

  begin({ mode, initiative }: Record<string, unknown>): void {
    if (mode !== 'turn_based' && mode !== 'simultaneous') throw new Refusal(`mode cannot be ${String(mode)}`);
    if (this.#fight) throw new Refusal('Combat is on already');
    const order = initiative === undefined ? this.byTheirSheets() : this.named(initiative as EntryOnWire[]);
    if (!order.some(({ id }) => this.players.some((one) => one.id === id)))
      throw new Refusal('No player in the order');
    order.sort((one, other) => other.initiative - one.initiative);
    if (this.faults.has('the order of a fight is upside down')) order.reverse();
    const current = mode === 'turn_based' ? (order[0]?.id ?? null) : null;
    this.#fight = { mode, round: 1, current, order, submitted: new Map() };
    this.tellFight();
  }

  next(): void {
    const fight = this.fight('turn_based');
    this.pass(fight);
    this.tellFight();
  }

  endRound(asks: Record<string, unknown>): void {
    const fight = this.fight('simultaneous');
    const answer = answerIn(asks);
    for (const name of Object.keys(answer.privately)) this.player(name);
    // What was answered by itself is over.
    const ids = [...fight.submitted.values()].filter((id) =>
      this.#actions.some((one) => one.id === id && one.status !== 'resolved'),
    );
    for (const action of this.#actions.filter(({ id }) => ids.includes(id))) {
      if (this.faults.has('actions of a round stay in the queue')) continue;
      action.status = 'resolved';
      this.tellStatus(action);
    }
    this.narrate(ids, answer);
    fight.round += 1;
    fight.submitted.clear();
    this.tellFight();
  }

  endFight(): void {
    if (!this.#fight) throw new Refusal('There is no combat');
    this.#fight = undefined;
    this.tellFight();
  }

  private byTheirSheets(): Fighter[] {
    return this.players
      .filter(({ status }) => status === 'active')
      .map(({ id, name, sheet }) => ({ id, name, initiative: sheet?.initiative ?? 0, points: undefined }));
  }

  private named(entries: readonly EntryOnWire[]): Fighter[] {
    return entries.map(({ id, initiative, name, hit_points: points }, index) => {
      if (entries.findIndex((one) => one.id === id) < index) throw new Refusal(`Twice in the order: ${id}`);
      const player = this.players.find((one) => one.id === id);
      if (player && points !== undefined) throw new Refusal(`${player.name}'s hit points are on the sheet`);
      if (player?.status === 'kicked') throw new Refusal(`${player.name} was removed`);
      const called = player?.name ?? name;
      if (called === undefined) throw new Refusal(`A monster needs a name: ${id}`);
      return { id, name: called, initiative, points };
    });
  }

  private fight(mode: Fight['mode']): Fight {
    if (this.#fight?.mode === mode) return this.#fight;
    throw new Refusal(this.#fight ? 'This fight goes another way' : 'There is no combat');
  }

  private pass(fight: Fight): void {
    const at = fight.order.findIndex(({ id }) => id === fight.current) + 1;
    const isLast = at === fight.order.length;
    if (isLast && !this.faults.has('rounds are not counted')) fight.round += 1;
    fight.current = fight.order[isLast ? 0 : at]?.id ?? null;
  }

  private leavesFight({ id }: Seat): void {
    const fight = this.#fight;
    if (!fight?.order.some((one) => one.id === id)) return;
    if (fight.current === id) this.pass(fight);
    fight.order = fight.order.filter((one) => one.id !== id);
    fight.submitted.delete(id);
    const isEmpty = !fight.order.some((one) => this.players.some((player) => player.id === one.id));
    if (isEmpty) this.#fight = undefined;
    this.tellFight();
  }

  private checkTurn({ id }: Seat): void {
    const fight = this.#fight;
    if (!fight || this.faults.has('anybody may act in a fight')) return;
    if (fight.mode === 'turn_based') {
      const { name } = fight.order.find((one) => one.id === fight.current) ?? {};
      if (fight.current !== id) throw new Refusal(`Not your turn. Waiting for ${name}.`);
    } else if (!fight.order.some((one) => one.id === id)) throw new Refusal('Not in this fight');
    else if (fight.submitted.has(id) && !this.faults.has('everybody may act again in a round'))
      throw new Refusal('Already submitted this round');
  }

  private tellFight(): void {
    this.tell((seat) => this.fightFor(seat));
  }

  /** Those in the fight with their hit points, for the host. */
  get fightForHost(): object | null {
    if (!this.#fight) return null;
    const initiative = this.#fight.order.map(({ id, name, points }) => {
      const sheet = this.players.find((one) => one.id === id)?.sheet;
      const { hit_points, max_hit_points } = sheet ?? pointsOf(points) ?? {};
      return { id, name, hit_points, max_hit_points };
    });
    return { initiative };
  }

  private fightFor(seat: Seat): Frame {
    const fight = this.#fight;
    const none = {
      active: false,
      mode: null,
      round: 0,
      current_turn: null,
      initiative: [],
      your_turn: false,
    };
    if (!fight) return { type: 'combat_state', ...none };
    const { mode, round, current, order, submitted } = fight;
    const observes = seat.id === OBSERVER;
    const waiting = order.filter(({ id }) => this.players.some((one) => one.id === id) && !submitted.has(id));
    const own = observes || !order.some(({ id }) => id === seat.id) ? undefined : seat.sheet;
    return {
      type: 'combat_state',
      active: true,
      mode,
      round,
      current_turn: current,
      initiative: order.map(({ id, name, initiative, points }) => {
        const sheet = this.players.find((one) => one.id === id)?.sheet;
        const figures = sheet ?? pointsOf(points);
        const looks = {
          conditions: sheet?.conditions ?? [],
          health: figures ? healthOf(figures) : 'healthy',
        };
        return { id, name, ...(observes ? {} : { initiative }), ...looks };
      }),
      your_turn: mode === 'turn_based' ? current === seat.id : waiting.some(({ id }) => id === seat.id),
      ...(own ? { hit_points: own.hit_points, max_hit_points: own.max_hit_points } : {}),
      ...(mode === 'simultaneous'
        ? { submitted: [...submitted.keys()], waiting_for: waiting.map(({ id }) => id) }
        : {}),
    };
  }
}

/** A monster has all its hit points, where they are counted. */
function pointsOf(points: number | undefined) {
  return points === undefined ? undefined : { hit_points: points, max_hit_points: points };
}

interface EntryOnWire {
  readonly id: string;
  readonly initiative: number;
  readonly name?: string;
  readonly hit_points?: number;
}

interface Answer {
  readonly text: string;
  readonly privately: Readonly<Record<string, string>>;
  readonly notes: string | undefined;
}

function answerIn({
  narrative,
  private_messages: privately = {},
  dm_notes: notes,
}: Record<string, unknown>): Answer {
  if (!isText(narrative, 8_000)) throw new Refusal('narrative must be a text of 1 to 8,000 characters');
  if (notes !== undefined && !isText(notes, 8_000)) throw new Refusal('dm_notes must be a text');
  const isRecord = typeof privately === 'object' && privately !== null && !Array.isArray(privately);
  if (!isRecord || !Object.values(privately).every((text) => isText(text, 8_000)))
    throw new Refusal('private_messages must be texts by player');
  return { text: narrative, privately: privately as Record<string, string>, notes };
}

export function isText(value: unknown, longest: number): value is string {
  if (typeof value !== 'string' || value.trim() === '') return false;
  return [...value].length <= longest && !/\0|\p{Surrogate}/u.test(value);
}
