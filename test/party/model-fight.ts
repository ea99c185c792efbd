import { type Frame, healthOf, OBSERVER, Refusal, type Seat } from './model-seats';

interface Fighter {
  readonly id: string;
  readonly name: string;
  readonly initiative: number;
  readonly points: number | undefined;
}

interface EntryOnWire {
  readonly id: string;
  readonly initiative: number;
  readonly name?: string;
  readonly hit_points?: number;
}

export const NO_FIGHT: Frame = {
  type: 'combat_state',
  active: false,
  mode: null,
  round: 0,
  current_turn: null,
  initiative: [],
  your_turn: false,
};

/** A fight of a session in memory, by rules written apart from the server's, with switchable faults. */
export class ModelFight {
  /** Actions of this round, by their players. */
  readonly submitted = new Map<string, string>();
  #round = 1;
  #current: string | null;
  #order: Fighter[];

  private constructor(
    readonly mode: 'turn_based' | 'simultaneous',
    order: Fighter[],
    private readonly players: readonly Seat[],
    private readonly faults: ReadonlySet<string>,
  ) {
    this.#order = order;
    this.#current = mode === 'turn_based' ? (order[0]?.id ?? null) : null;
  }

  /** What the host has asked for. @throws Refusal for what there cannot be. */
  static of(
    { mode, initiative }: Record<string, unknown>,
    players: readonly Seat[],
    faults: ReadonlySet<string>,
  ): ModelFight {
    if (mode !== 'turn_based' && mode !== 'simultaneous') throw new Refusal(`mode cannot be ${String(mode)}`);
    const order =
      initiative === undefined ? byTheirSheets(players) : named(initiative as EntryOnWire[], players);
    if (!order.some(({ id }) => players.some((one) => one.id === id)))
      throw new Refusal('No player in the order');
    order.sort((one, other) => other.initiative - one.initiative);
    if (faults.has('the order of a fight is upside down')) order.reverse();
    return new ModelFight(mode, order, players, faults);
  }

  has({ id }: Seat): boolean {
    return this.#order.some((one) => one.id === id);
  }

  /** No player is in it any more. */
  get isOver(): boolean {
    return !this.#order.some(({ id }) => this.players.some((player) => player.id === id));
  }

  pass(): void {
    const at = this.#order.findIndex(({ id }) => id === this.#current) + 1;
    const isLast = at === this.#order.length;
    if (isLast && !this.faults.has('rounds are not counted')) this.#round += 1;
    this.#current = this.#order[isLast ? 0 : at]?.id ?? null;
  }

  endRound(): void {
    this.#round += 1;
    this.submitted.clear();
  }

  leaves({ id }: Seat): void {
    if (this.#current === id) this.pass();
    this.#order = this.#order.filter((one) => one.id !== id);
    this.submitted.delete(id);
  }

  /** @throws Refusal for somebody who may not act now. */
  checkTurn(seat: Seat): void {
    if (this.faults.has('anybody may act in a fight')) return;
    if (this.mode === 'turn_based') {
      const { name } = this.#order.find((one) => one.id === this.#current) ?? {};
      if (this.#current !== seat.id) throw new Refusal(`Not your turn. Waiting for ${name}.`);
    } else if (!this.has(seat)) throw new Refusal('Not in this fight');
    else if (this.submitted.has(seat.id) && !this.faults.has('everybody may act again in a round'))
      throw new Refusal('Already submitted this round');
  }

  /** Those in it with their hit points, for the host. */
  get forHost(): object {
    const initiative = this.#order.map(({ id, name, points }) => {
      const { hit_points, max_hit_points } = this.sheetOf(id) ?? pointsOf(points) ?? {};
      return { id, name, hit_points, max_hit_points };
    });
    return { initiative };
  }

  frameFor(seat: Seat): Frame {
    const { mode, submitted } = this;
    const observes = seat.id === OBSERVER;
    const waiting = this.#order.filter(({ id }) => this.sheetOf(id) && !submitted.has(id));
    const own = observes || !this.has(seat) ? undefined : seat.sheet;
    return {
      type: 'combat_state',
      active: true,
      mode,
      round: this.#round,
      current_turn: this.#current,
      initiative: this.#order.map(({ id, name, initiative, points }) => {
        const sheet = this.sheetOf(id);
        const figures = sheet ?? pointsOf(points);
        const looks = {
          conditions: sheet?.conditions ?? [],
          health: figures ? healthOf(figures) : 'healthy',
        };
        return { id, name, ...(observes ? {} : { initiative }), ...looks };
      }),
      your_turn: mode === 'turn_based' ? this.#current === seat.id : waiting.some(({ id }) => id === seat.id),
      ...(own ? { hit_points: own.hit_points, max_hit_points: own.max_hit_points } : {}),
      ...(mode === 'simultaneous'
        ? { submitted: [...submitted.keys()], waiting_for: waiting.map(({ id }) => id) }
        : {}),
    };
  }

  private sheetOf(fighter: string): Seat['sheet'] {
    return this.players.find(({ id }) => id === fighter)?.sheet;
  }
}

function byTheirSheets(players: readonly Seat[]): Fighter[] {
  return players
    .filter(({ status }) => status === 'active')
    .map(({ id, name, sheet }) => ({ id, name, initiative: sheet?.initiative ?? 0, points: undefined }));
}

function named(entries: readonly EntryOnWire[], players: readonly Seat[]): Fighter[] {
  return entries.map(({ id, initiative, name, hit_points: points }, index) => {
    if (entries.findIndex((one) => one.id === id) < index) throw new Refusal(`Twice in the order: ${id}`);
    const player = players.find((one) => one.id === id);
    if (player && points !== undefined) throw new Refusal(`${player.name}'s hit points are on the sheet`);
    if (player?.status === 'kicked') throw new Refusal(`${player.name} was removed`);
    const called = player?.name ?? name;
    if (called === undefined) throw new Refusal(`A monster needs a name: ${id}`);
    return { id, name: called, initiative, points };
  });
}

/** A monster has all its hit points, where they are counted. */
function pointsOf(points: number | undefined) {
  return points === undefined ? undefined : { hit_points: points, max_hit_points: points };
}
