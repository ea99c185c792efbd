import type { FinishedScenario } from '../../support/checkers/scenario';
import { Journal } from '../../support/players/journal';
import { Secrets } from '../../support/players/secrets';
import type { Direction, Pair, Place, PongAct, PongEvent, Update } from '../../support/systems/pong/events';
import { type Field, served, tick, winnerOf } from '../../support/systems/pong/physics';

/** One of the people of a made-up game. */
interface Person {
  readonly name: string;
  readonly place: Place | null;
  readonly journal: Journal;
}

export type Script = readonly { readonly at: number; readonly place: Place; readonly direction: Direction }[];

/** What a made-up game is played by: all numbers from 0 to 1 in turn, for serves; orders at ticks; how many ticks. */
export interface Plan {
  readonly chances: readonly number[];
  readonly orders: Script;
  readonly ticks: number;
  readonly limit: number;
  /** The tick before which Olive comes; else she is there from the start. */
  readonly late?: number;
}

/** Changes what one of the people is told: gives other updates for the one at that tick, or the same. */
export type Saboteur = (update: Update, tick: number, all: readonly Update[]) => readonly Update[];

/** A game that a faultless server would have told, as the journals of Ana, Bo and Olive hold it, before anybody spoils it. */
export class PongGame {
  readonly people: readonly Person[];
  readonly updates: Update[] = [];
  #order = 0;

  constructor(
    private readonly plan: Plan,
    readonly room = 'den-0123456789',
    names: readonly [string, string, string] = ['Ana', 'Bo', 'Olive'],
  ) {
    const chronicle = {
      next: () => {
        this.#order += 1;
        return this.#order;
      },
      now: () => this.#order,
    };
    this.people = names.map((name, index) => ({
      name,
      place: ([1, 2, null] as const)[index] ?? null,
      journal: new Journal(name, chronicle),
    }));
  }

  /** Plays the game and writes the journals. @param spoil what Olive is told instead. */
  tell(spoil: Saboteur = (update) => [update]): this {
    const [ana] = this.people;
    const { limit } = this.plan;
    if (ana) {
      this.sends(ana, { kind: 'creates the room', room: this.room, limit });
      this.receives(ana, { kind: 'room created', room: this.room, limit });
    }
    for (const [index, person] of this.people.entries()) {
      const { place } = person;
      if (!place && this.plan.late !== undefined) continue;
      this.sends(person, { kind: 'joins the room', room: this.room, as: place ? 'player' : 'observer' });
      this.receives(person, { kind: 'joined', room: this.room, place });
      const status = index === 0 ? 'waiting for an opponent' : 'waiting for ready';
      for (const present of this.people.slice(0, index + 1))
        this.receives(present, { kind: 'game status', status });
    }
    for (const person of this.people.slice(0, 2)) this.sends(person, { kind: 'is ready' });
    for (const person of this.people)
      if (person.place || this.plan.late === undefined)
        this.receives(person, { kind: 'game status', status: 'playing' });
    this.play(spoil);
    return this;
  }

  get scenario(): FinishedScenario {
    return {
      players: this.people.map(({ name, journal }) => ({
        name,
        journal,
        role: 'player',
        openConnections: 0,
      })),
      secrets: new Secrets(),
    };
  }

  sends(person: Person, act: PongAct): void {
    person.journal.append({ kind: 'sent', connection: 1, event: act, raw: JSON.stringify(act) });
  }

  receives(person: Person, event: PongEvent): void {
    person.journal.append({
      kind: 'received',
      connection: 1,
      channel: 'game',
      event: { ...event, telling: tellingOf(event) },
      raw: JSON.stringify(event),
    });
  }

  all(event: PongEvent): void {
    for (const person of this.people) this.receives(person, event);
  }

  private play(spoil: Saboteur): void {
    const { chances, orders, ticks, limit } = this.plan;
    let chance = 0;
    const serve = (toward: Place) => {
      const drawn = chances[chance % chances.length] ?? 0.5;
      chance += 1;
      return served(toward, ((drawn * 2 - 1) * Math.PI) / 4);
    };
    const directions: [Direction, Direction] = ['stop', 'stop'];
    let field: Field = {
      ball: { x: 50, y: 50, ...serve((chances[0] ?? 0) < 0.5 ? 1 : 2) },
      paddles: [50, 50],
      directions,
      score: [0, 0],
    };
    for (let at = 0; at < ticks; at += 1) {
      if (at === this.plan.late) this.comeLate();
      for (const order of orders.filter((one) => one.at === at)) {
        const person = this.people[order.place - 1];
        if (person) this.sends(person, { kind: 'moves', direction: order.direction });
        directions[order.place - 1] = order.direction;
      }
      field = tick({ ...field, directions: [directions[0], directions[1]] }, serve);
      const update = updateOf(field, limit);
      this.updates.push(update);
      for (const person of this.people) {
        const away = !person.place && at < (this.plan.late ?? 0);
        const told = person.place ? [update] : away ? [] : spoil(update, at, this.updates);
        for (const one of told) this.receives(person, one);
      }
      if (update.winner !== null) {
        this.end(update);
        return;
      }
    }
  }

  private comeLate(): void {
    const olive = this.people[2];
    if (!olive) return;
    this.sends(olive, { kind: 'joins the room', room: this.room, as: 'observer' });
    this.receives(olive, { kind: 'joined', room: this.room, place: null });
    this.all({ kind: 'game status', status: 'playing' });
  }

  private end({ winner, score }: Update): void {
    this.all({ kind: 'game status', status: 'finished' });
    this.all({ kind: 'game over', room: this.room, winner, score, limit: this.plan.limit });
  }
}

function updateOf({ ball, paddles, score }: Field, limit: number): Update {
  const winner = winnerOf(score, limit);
  return {
    kind: 'update',
    status: winner === null ? 'playing' : 'finished',
    ball: { x: shown(ball.x), y: shown(ball.y) },
    paddles: paddles.map(shown) as unknown as Pair,
    score,
    winner,
  };
}

const shown = (value: number) => Math.round(value * 100) / 100;

function tellingOf(event: PongEvent): string {
  if (event.kind === 'update') return `${event.ball.x}, ${event.ball.y}`;
  return event.kind === 'game status' ? event.status : '';
}
