import type { Player } from '../../players/player';
import { Sender } from '../sender';
import { type RunnerAct, tellAct } from './acts';
import type { Course } from './course';
import type { Figure, RaceDialect } from './dialect';

/** How long a step through a gate takes where a feature does not say. */
const ONE_MINUTE = 60_000;

/**
 * Whoever sends what a runner's mod sends: a runner by right, a spectator in vain. Keeps the in-game figures as they
 * were reported last; whether the server believes them is for a step to see.
 */
export abstract class Reporter extends Sender<RaceDialect> {
  /** In-game milliseconds. */
  time = 0;
  deaths = 0;
  zone: string;

  constructor(player: Player, dialect: RaceDialect) {
    super(player, dialect);
    this.zone = dialect.course.start.name;
  }

  get course(): Course {
    return this.dialect.course;
  }

  get isReachable(): boolean {
    return this.player.isReachable;
  }

  isReady(): void {
    this.does({ kind: 'is ready' });
  }

  reports(time: number, deaths?: number, zone?: string, connection?: number): void {
    this.does({ kind: 'reports', time, deaths, zone }, connection);
    this.time = time;
    this.deaths = deaths ?? this.deaths;
    this.zone = zone ?? this.zone;
  }

  /** @throws Error for a zone that the course does not have. */
  enters(zone: string, time = this.time + ONE_MINUTE): void {
    const to = this.course.zone(zone).name;
    this.does({ kind: 'enters', from: this.zone, to, time });
    this.zone = to;
    this.time = time;
  }

  /** Enters a zone, and says to come from where nobody can be: no zone need have that name. */
  claimsToEnter(to: string, from: string, time: number): void {
    this.does({ kind: 'enters', from, to, time });
  }

  /** Enters the first zone of a layer. @throws Error for a layer that the course does not have. */
  entersLayer(layer: number, time?: number): void {
    this.enters(this.course.entranceOf(layer).name, time);
  }

  finishes(time: number): void {
    this.does({ kind: 'finishes', time });
    this.time = time;
  }

  /** @param connection the number of the connection to use, where it is not the one in use. */
  authenticates(token: string, connection?: number): void {
    this.does({ kind: 'authenticates', token }, connection);
  }

  showsLife(): void {
    this.does({ kind: 'shows life' });
  }

  /** Sends an act with one figure replaced by this text as it stands, or left out. */
  attemptsWith(act: RunnerAct, figure: Figure, text: string | undefined): void {
    const frame = this.dialect.encodeWith(act, figure, text);
    this.player.send({ kind: act.kind, telling: `${figure} ${text ?? 'missing'}` }, frame);
  }

  /** Sends so many wrong messages in a row, of several kinds. */
  sendsWrongOnes(times: number): void {
    this.sendsInTurn(['an unknown type', 'a list', 'a message without a type', 'nothing'], times);
  }

  private does(act: RunnerAct, connection?: number): void {
    this.player.send({ ...act, telling: tellAct(act) }, this.dialect.encode(act), connection);
  }
}
