import type { RunnerAct } from '../../systems/race/acts';
import type { Course } from '../../systems/race/course';
import type { Command } from '../../systems/race/dialect';
import type { RaceStatus, RunnerStatus } from '../../systems/race/events';

/** What becomes of an act: it counts and everybody is told; it is refused with a reason; or it changes nothing, answered or not. */
export type Ruling = 'counts' | 'refused' | 'in vain';

/** What a runner may do in a race, by the mod or, to give up, by request. */
export type Act =
  | Exclude<RunnerAct, { kind: 'authenticates' | 'shows life' }>
  | { readonly kind: 'gives up' };

/** What only a runner's own acts may change. */
export interface Line {
  readonly status: RunnerStatus;
  readonly zone: string;
  readonly layer: number;
  /** In-game milliseconds. */
  readonly time: number;
  readonly deaths: number;
}

export interface ModelRunner extends Line {
  readonly name: string;
  /** In-game time at which the layer was entered. */
  readonly since: number;
  readonly connected: boolean;
  readonly hasPackMade: boolean;
  readonly hasPack: boolean;
}

/** From the top of the leaderboard to its end. */
const GROUPS: readonly RunnerStatus[] = ['finished', 'playing', 'ready', 'registered', 'abandoned'];

/** One race by the published rules, as small as it can be: what chance does to a server is done to this as well, and the two compared. */
export class RaceModel {
  status: RaceStatus = 'setup';
  readonly #runners = new Map<string, ModelRunner>();
  readonly spectators = new Set<string>();

  constructor(readonly course: Course) {}

  /** In order of entry. */
  get runners(): readonly ModelRunner[] {
    return [...this.#runners.values()];
  }

  get connected(): readonly ModelRunner[] {
    return this.runners.filter((one) => one.connected);
  }

  has(name: string): boolean {
    return this.#runners.has(name);
  }

  /** @throws Error for somebody who was not entered: a move must ask first. */
  runner(name: string): ModelRunner {
    const runner = this.#runners.get(name);
    if (runner) return runner;
    throw new Error(`${name} is no runner of this race.`);
  }

  /** True for somebody who is entered and whose mod is connected. */
  isConnected(name: string): boolean {
    return this.#runners.get(name)?.connected ?? false;
  }

  enter(name: string): void {
    const none = { name, connected: false, hasPackMade: false, hasPack: false };
    this.#runners.set(name, { ...none, ...this.atTheStart });
  }

  change(name: string, what: Partial<Omit<ModelRunner, 'name'>>): void {
    this.#runners.set(name, { ...this.runner(name), ...what });
  }

  makePacks(): void {
    for (const { name } of this.runners) this.change(name, { hasPackMade: true });
  }

  /** True if the race stands where the organizer may give that order. */
  allows(command: Command): boolean {
    if (command === 'reset') return this.status !== 'setup';
    return this.status === (command === 'start' ? 'setup' : 'running');
  }

  obeys(command: Command): void {
    this.status = ({ start: 'running', finish: 'finished', reset: 'setup' } as const)[command];
    if (command === 'reset') for (const { name } of this.runners) this.change(name, this.atTheStart);
  }

  /** What becomes of an act; the model has followed it where it counts. The last one who finishes or gives up ends the race. */
  takes(name: string, act: Act): Ruling {
    const after = this.after(this.runner(name), act);
    if (typeof after === 'string') return after;
    this.change(name, after);
    const isRacing = ({ status }: Line) => status !== 'finished' && status !== 'abandoned';
    if (this.status === 'running' && !this.runners.some(isRacing)) this.status = 'finished';
    return 'counts';
  }

  /** The leaderboard from the top. */
  get order(): readonly ModelRunner[] {
    const entry = new Map(this.runners.map(({ name }, index) => [name, index]));
    return [...this.runners].sort((one, other) => {
      const last = (entry.get(one.name) ?? 0) - (entry.get(other.name) ?? 0);
      return GROUPS.indexOf(one.status) - GROUPS.indexOf(other.status) || inGroup(one, other) || last;
    });
  }

  private after(runner: ModelRunner, act: Act): Partial<ModelRunner> | Exclude<Ruling, 'counts'> {
    if (act.kind === 'is ready') {
      const isInTime = runner.status === 'registered' && this.status !== 'finished';
      return isInTime ? { status: 'ready' } : 'in vain';
    }
    const isDone = runner.status === 'finished' || runner.status === 'abandoned';
    if (this.status !== 'running' || isDone) return 'refused';
    if (act.kind === 'gives up') return { status: 'abandoned' };
    if (act.time < runner.time) return 'refused';
    if (act.kind === 'finishes') return { status: 'finished', time: act.time };
    if (act.kind === 'reports') {
      const { deaths = runner.deaths, zone = runner.zone, time } = act;
      return deaths < runner.deaths ? 'refused' : { status: 'playing', time, deaths, zone };
    }
    const layer = this.course.layerOf(act.to);
    const deeper = layer > runner.layer ? { layer, since: act.time } : {};
    return { status: 'playing', time: act.time, zone: act.to, ...deeper };
  }

  private get atTheStart() {
    const zone = this.course.start.name;
    return { status: 'registered', zone, layer: 0, since: 0, time: 0, deaths: 0 } as const;
  }
}

function inGroup(one: ModelRunner, other: ModelRunner): number {
  if (one.status === 'finished') return one.time - other.time;
  if (one.status === 'playing') return other.layer - one.layer || one.since - other.since;
  return one.status === 'abandoned' ? other.layer - one.layer || one.time - other.time : 0;
}

/** The figures of a runner that everybody is told. */
export function lineOf({ status, zone, layer, time, deaths }: ModelRunner): Line {
  return { status, zone, layer, time, deaths };
}
