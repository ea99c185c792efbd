import { randomUUID } from 'node:crypto';
import { ModelFight, NO_FIGHT } from './model-fight';
import {
  type Frame,
  type Guest,
  healthOf,
  isText,
  newToken,
  OBSERVER,
  Refusal,
  type Seat,
  type Sheet,
  story,
} from './model-seats';

interface Action {
  readonly id: string;
  readonly by: Seat;
  readonly text: string;
  readonly remark: string | undefined;
  status: 'pending' | 'processing' | 'resolved';
}

/** A session in memory, by rules written apart from the server's, with switchable faults. */
export class ModelParty {
  readonly id = randomUUID();
  readonly seats: Seat[];
  readonly #actions: Action[] = [];
  readonly #kept: { at: number; viewFor: (seat: Seat) => Frame }[] = [];
  #fight: ModelFight | undefined;
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
    this.#fight?.checkTurn(seat);
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

  begin(asks: Record<string, unknown>): void {
    if (this.#fight) throw new Refusal('Combat is on already');
    this.#fight = ModelFight.of(asks, this.players, this.faults);
    this.tellFight();
  }

  next(): void {
    this.fight('turn_based').pass();
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
    fight.endRound();
    this.tellFight();
  }

  endFight(): void {
    if (!this.#fight) throw new Refusal('There is no combat');
    this.#fight = undefined;
    this.tellFight();
  }

  /** Those in the fight with their hit points, for the host. */
  get fightForHost(): object | null {
    return this.#fight?.forHost ?? null;
  }

  private fight(mode: ModelFight['mode']): ModelFight {
    if (this.#fight?.mode === mode) return this.#fight;
    throw new Refusal(this.#fight ? 'This fight goes another way' : 'There is no combat');
  }

  private leavesFight(seat: Seat): void {
    if (!this.#fight?.has(seat)) return;
    this.#fight.leaves(seat);
    if (this.#fight.isOver) this.#fight = undefined;
    this.tellFight();
  }

  private tellFight(): void {
    this.tell((seat) => this.fightFor(seat));
  }

  private fightFor(seat: Seat): Frame {
    return this.#fight?.frameFor(seat) ?? NO_FIGHT;
  }
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
