import { resolve } from 'node:path';
import type { FinishedScenario } from '../../support/checkers/scenario';
import type { DomainEvent } from '../../support/players/event';
import { type Chronicle, Journal, type Note } from '../../support/players/journal';
import { Secrets } from '../../support/players/secrets';
import { decodeFrame } from '../../support/systems/race/dialects/reference-frames';
import { course, type Frame, ModelRace, type ModelRunner } from '../race/model-race';

const CONTRACT = resolve(__dirname, '../../contracts/race.asyncapi.yaml');

/** The lines of one player's journal before they are numbered: a test may change them. */
export interface Lines {
  readonly name: string;
  readonly role: string;
  notes: Note[];
  /** How many connections are still open when all is over. */
  open: number;
}

interface Visit {
  readonly lines: Lines;
  readonly connection: number;
  readonly channel: 'mod' | 'spectator';
  readonly runner: ModelRunner | undefined;
}

/**
 * A race on paper: what an honest server would tell each of its people, as journals, without a server. Olga organizes; each runner reports
 * by `does`; spectators come and go.
 */
export class PaperRace {
  readonly secrets = new Secrets();
  readonly people: Lines[] = [];
  readonly race = new ModelRace("Olga's race", (frame) => this.tell(frame));
  #visits: Visit[] = [];
  readonly #organizer: Lines;

  constructor(...runners: readonly string[]) {
    this.#organizer = this.person('Olga', 'organizer');
    for (const name of runners) this.race.enter(name);
  }

  /** A race under way, all its runners playing. */
  static running(...runners: readonly string[]): PaperRace {
    const race = new PaperRace(...runners);
    race.isPlayedBy(runners);
    return race;
  }

  /** All these join, are ready, and play. */
  isPlayedBy(runners: readonly string[]): void {
    for (const name of runners) this.joins(name);
    for (const name of runners) this.does(name, { type: 'ready' }, { kind: 'is ready' });
    this.orders('start');
    for (const name of runners) this.reports(name, 0, 0);
  }

  lines(name: string): Lines {
    const lines = this.people.find((one) => one.name === name);
    if (!lines) throw new Error(`Nobody on this paper is named ${name}.`);
    return lines;
  }

  joins(name: string): void {
    const runner = this.runner(name);
    const visit = this.arrives(name, 'runner', 'mod', runner);
    runner.connected = true;
    this.note(visit, this.race.welcome(runner));
    this.race.connects(runner, true);
  }

  watches(name: string): void {
    this.note(this.arrives(name, 'spectator', 'spectator'), this.race.picture());
  }

  leaves(name: string): void {
    const gone = this.#visits.findLast((visit) => visit.lines.name === name);
    if (!gone) return;
    this.#visits = this.#visits.filter((visit) => visit !== gone);
    const event = { kind: 'closed', code: 1000, reason: '', by: 'player', telling: '1000' } as const;
    write(gone.lines, { kind: 'connection', connection: gone.connection, event });
    gone.lines.open -= 1;
    if (gone.runner) this.race.connects(gone.runner, false);
  }

  isHere(name: string): boolean {
    return this.#visits.some((visit) => visit.lines.name === name);
  }

  reports(name: string, time: number, deaths: number): void {
    this.does(name, { type: 'status_update', igt_ms: time, deaths }, { kind: 'reports', time, deaths });
  }

  enters(name: string, to: string, time: number): void {
    const { zone } = this.runner(name);
    const said = { type: 'zone_entered', from_zone: zone, to_zone: to, igt_ms: time };
    this.does(name, said, { kind: 'enters', from: zone, to, time });
  }

  finishes(name: string, time: number): void {
    this.does(name, { type: 'finished', igt_ms: time }, { kind: 'finishes', time });
  }

  givesUp(name: string): void {
    this.asks(this.lines(name), 'gives up', this.race.givesUp(this.runner(name)));
  }

  orders(command: 'start' | 'end' | 'reset'): void {
    this.asks(this.#organizer, `${command}s the race`, this.race[command]());
  }

  /** What a player has done, and what the server told of it. A refusal counts as expected. */
  private does(name: string, message: Frame, act: DomainEvent & Readonly<Record<string, unknown>>): void {
    const visit = this.#visits.findLast((one) => one.lines.name === name);
    if (!visit) return;
    const { connection, lines } = visit;
    write(lines, { kind: 'sent', connection, event: act, raw: JSON.stringify(message) });
    this.race.hear(this.runner(name), message);
  }

  private asks(lines: Lines, kind: string, refusal: string | undefined): void {
    const question = lines.notes.length;
    write(lines, { kind: 'asked', connection: 0, event: { kind }, raw: '' });
    const event = refusal === undefined ? { kind: 'granted' } : { kind: 'declined', telling: refusal };
    write(lines, { kind: 'answered', connection: 0, event, raw: '{}', channel: 'race', question });
  }

  private runner(name: string): ModelRunner {
    const runner = this.race.runners.find((one) => one.username === name);
    if (!runner) throw new Error(`No runner on this paper is named ${name}.`);
    return runner;
  }

  private person(name: string, role: string): Lines {
    const known = this.people.find((one) => one.name === name);
    const lines = known ?? { name, role, notes: [], open: 0 };
    if (!known) this.people.push(lines);
    return lines;
  }

  private arrives(name: string, role: string, channel: Visit['channel'], runner?: ModelRunner): Visit {
    const lines = this.person(name, role);
    const connection = lines.notes.filter(({ kind }) => kind === 'connecting').length + 1;
    const visit = { lines, connection, channel, runner };
    this.#visits.push(visit);
    lines.open += 1;
    write(lines, { kind: 'connecting', connection, to: 'ws://paper/', channel });
    write(lines, { kind: 'connection', connection, event: { kind: 'opened' } });
    return visit;
  }

  private tell(frame: Frame): void {
    for (const visit of this.#visits) {
      if (frame.type !== 'race_start' || visit.channel === 'mod') this.note(visit, frame);
    }
  }

  private note({ lines, connection, channel }: Visit, frame: Frame): void {
    write(lines, received(JSON.stringify(frame), connection, channel));
  }

  /** Everybody leaves; the journals of the scenario, for the checkers. */
  over(): FinishedScenario {
    for (const visit of [...this.#visits]) this.leaves(visit.lines.name);
    return scenarioOf(this.people, this.secrets);
  }
}

/** When each line was written, over all people of a paper. */
const written = new WeakMap<Note, number>();
let moment = 0;

/** Writes a line at the end, after all that was written before on any paper. */
export function write({ notes }: Lines, note: Note): void {
  moment += 1;
  written.set(note, moment);
  notes.push(note);
}

export function received(raw: string, connection = 1, channel = 'mod'): Note {
  const event = decodeFrame(raw, course, (username) => username);
  return { kind: 'received', connection, event, raw, channel, contract: CONTRACT };
}

/** Journals with these lines. A line that a test has put in comes right after the one before it. */
export function scenarioOf(people: readonly Lines[], secrets = new Secrets()): FinishedScenario {
  const players = people.map(({ name, role, notes, open: openConnections }) => {
    let order = 0;
    const chronicle: Chronicle = { next: () => order, now: () => order };
    const journal = new Journal(name, chronicle);
    for (const note of notes) {
      order = written.get(note) ?? order + 0.001;
      journal.append(note);
    }
    return { name, role, journal, openConnections };
  });
  return { players, secrets };
}

/** Somebody with these lines, alone on the paper. */
export function alone(...notes: readonly Note[]): FinishedScenario {
  return scenarioOf([{ name: 'Ana', role: 'runner', notes: [...notes], open: 0 }]);
}

/** Positions of what reached somebody as events of that kind. */
export function told({ notes }: Lines, kind: string): number[] {
  return notes.flatMap((note, index) =>
    note.kind === 'received' && note.event.kind === kind ? [index] : [],
  );
}

/** The same frame once more, as another line. */
export function again({ notes }: Lines, position: number | undefined): Note {
  const note = notes[position ?? -1];
  if (note?.kind !== 'received') throw new Error('There is nothing received there.');
  return { ...note };
}

/** A sentence without numbers of lines, which say nothing to a reader of a test. */
export function unnumbered(sentence = ''): string {
  return sentence.replaceAll(/#\d+/g, '#');
}
