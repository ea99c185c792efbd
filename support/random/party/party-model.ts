import type { ActionStatus, CombatMode } from '../../systems/party/events';

/** What is told to all and kept: who missed it is told later. */
export type Kept =
  | {
      readonly kind: 'announcement';
      readonly text: string;
      /** Announcements of one moment have the same; undefined once the server has said which comes where. */
      moment?: number | undefined;
    }
  | {
      readonly kind: 'narrative';
      readonly text: string;
      /** By whom it is for. */
      readonly privately: Readonly<Record<string, string>>;
      readonly notes: string | undefined;
    };

export interface ModelAction {
  readonly id: string;
  readonly by: string;
  readonly text: string;
  status: ActionStatus;
  /** Actions that were declared in the same instant have the same: whose was first is for the server to say. */
  readonly instant: number;
}

interface Fighter {
  readonly name: string;
  readonly initiative: number;
  readonly isMonster: boolean;
}

export interface ModelFight {
  readonly mode: CombatMode;
  round: number;
  /** Highest initiative first; of equals, whoever was named first. */
  order: Fighter[];
  /** Undefined where all act at once. */
  turn: string | undefined;
  /** What was handed in this round, by whom; undefined once it was answered by itself. */
  submitted: { readonly by: string; action: string | undefined }[];
}

export interface ModelPlayer {
  readonly name: string;
  readonly initiative: number;
  readonly maxHitPoints: number;
  /** As the story begins. */
  readonly firstHitPoints: number;
  hitPoints: number;
  isRemoved: boolean;
  /** Numbers of the connections over which the player is in, the newest last. */
  devices: number[];
  /** How much of what is kept this player has been told. */
  seen: number;
  /** How many actions were accepted. */
  accepted: number;
}

/** One session of a party by the published rules: who sits at the table, what waits for the host, what was told, and the fight. */
export class PartyModel {
  kept: Kept[] = [];
  actions: ModelAction[] = [];
  fight: ModelFight | undefined;
  #instants = 0;

  constructor(
    readonly players: readonly ModelPlayer[],
    /** Who hears all that all hear, is told of no number, and can do nothing. */
    readonly observer: ModelPlayer,
  ) {}

  get everybody(): readonly ModelPlayer[] {
    return [...this.players, this.observer];
  }

  /** @throws Error for somebody who is not in the story. */
  one(name: string): ModelPlayer {
    const one = this.everybody.find((player) => player.name === name);
    if (one) return one;
    throw new Error(`${name} is not in this session.`);
  }

  comes(name: string, connection: number): void {
    const one = this.one(name);
    if (one.devices.length === 0 && one !== this.observer) this.announce(`${name} has joined.`);
    one.devices.push(connection);
  }

  /** A device is gone: the one in use. */
  goes(name: string): void {
    const one = this.one(name);
    one.devices.pop();
    if (one.devices.length === 0 && one !== this.observer) this.announce(`${name} has left.`);
  }

  /** All devices of somebody whose token is dead are gone. */
  isRenewed(name: string): void {
    const one = this.one(name);
    if (one.devices.length > 0 && one !== this.observer) this.announce(`${name} has left.`);
    one.devices = [];
    one.isRemoved = false;
  }

  isRemoved(name: string): void {
    const one = this.one(name);
    one.devices = [];
    one.isRemoved = true;
    this.announce(`${name} was removed by the host.`);
    this.leavesTheFight(name);
  }

  /** All connections are lost at once, and what was taken up waits again at its place. Whose loss is told first is for the server to say. */
  serverFalls(): void {
    const moment = this.kept.length;
    for (const one of this.everybody) {
      const isMissed = one.devices.length > 0 && one !== this.observer;
      one.devices = [];
      if (isMissed) this.kept.push({ kind: 'announcement', text: `${one.name} has left.`, moment });
    }
    for (const action of this.taken) action.status = 'waiting';
  }

  /** Another session begins: nothing is kept of the one before, and all have places again. */
  startsOver(): void {
    this.kept = [];
    this.actions = [];
    this.fight = undefined;
    for (const one of this.everybody)
      Object.assign(one, { devices: [], isRemoved: false, seen: 0, hitPoints: one.firstHitPoints });
  }

  /** That text was told as the piece with that number: of several of one moment, that is the place of this one from now on. */
  isToldAt(place: number, text: string): void {
    const there = this.kept[place];
    if (there?.kind !== 'announcement' || there.moment === undefined) return;
    const { moment } = there;
    const other = this.kept.findIndex(
      (one) => one.kind === 'announcement' && one.moment === moment && one.text === text,
    );
    const told = this.kept[other];
    if (told?.kind !== 'announcement') return;
    [this.kept[place], this.kept[other]] = [told, there];
    told.moment = undefined;
  }

  /** Why somebody may not act now, in the words of the rules; undefined if they may. */
  refusalOf(name: string): string | undefined {
    const { fight } = this;
    if (name === this.observer.name) return 'Observers cannot act';
    if (!fight) return undefined;
    if (fight.mode === 'turn by turn')
      return fight.turn === name ? undefined : `Not your turn. Waiting for ${fight.turn}.`;
    if (!fight.order.some((one) => one.name === name)) return 'Not in this fight';
    return fight.submitted.some(({ by }) => by === name) ? 'Already submitted this round' : undefined;
  }

  /** Another instant begins: what is declared in it comes after all that was declared before. */
  nextInstant(): void {
    this.#instants += 1;
  }

  accepts(by: string, id: string, text: string): void {
    this.one(by).accepted += 1;
    this.actions.push({ id, by, text, status: 'waiting', instant: this.#instants });
    if (this.fight?.mode === 'all at once') this.fight.submitted.push({ by, action: id });
  }

  /** Those of which one must be taken up next: one, unless some were declared in the same instant. */
  get next(): readonly ModelAction[] {
    const waiting = this.actions.filter(({ status }) => status === 'waiting');
    const first = Math.min(...waiting.map(({ instant }) => instant));
    return waiting.filter(({ instant }) => instant === first);
  }

  get taken(): readonly ModelAction[] {
    return this.actions.filter(({ status }) => status === 'taken up');
  }

  answers(action: ModelAction, told: Omit<Extract<Kept, { kind: 'narrative' }>, 'kind'>): void {
    action.status = 'answered';
    this.kept.push({ kind: 'narrative', ...told });
    for (const one of this.fight?.submitted ?? []) if (one.action === action.id) one.action = undefined;
  }

  beginsFight(mode: CombatMode, entries: readonly Fighter[]): void {
    const order = [...entries].sort((one, other) => other.initiative - one.initiative);
    this.fight = {
      mode,
      round: 1,
      order,
      turn: mode === 'turn by turn' ? order[0]?.name : undefined,
      submitted: [],
    };
  }

  passesTheTurn(): void {
    const { fight } = this;
    if (!fight) return;
    const at = fight.order.findIndex(({ name }) => name === fight.turn);
    const isLast = at === fight.order.length - 1;
    fight.turn = fight.order[isLast ? 0 : at + 1]?.name;
    if (isLast) fight.round += 1;
  }

  /** The actions that the end of the round answers. */
  get handedIn(): readonly ModelAction[] {
    const ids = this.fight?.submitted.map(({ action }) => action) ?? [];
    return this.actions.filter(({ id }) => ids.includes(id));
  }

  endsTheRound(told: Omit<Extract<Kept, { kind: 'narrative' }>, 'kind'>): void {
    const { fight } = this;
    if (!fight) return;
    for (const action of this.handedIn) action.status = 'answered';
    this.kept.push({ kind: 'narrative', ...told });
    fight.round += 1;
    fight.submitted = [];
  }

  private leavesTheFight(name: string): void {
    const { fight } = this;
    if (!fight?.order.some((one) => one.name === name)) return;
    if (fight.turn === name) this.passesTheTurn();
    fight.order = fight.order.filter((one) => one.name !== name);
    fight.submitted = fight.submitted.filter(({ by }) => by !== name);
    if (fight.order.every(({ isMonster }) => isMonster)) this.fight = undefined;
  }

  private announce(text: string): void {
    this.kept.push({ kind: 'announcement', text });
  }
}
