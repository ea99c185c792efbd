import { randomUUID } from 'node:crypto';
import { publishedCourse } from '../../support/systems/race/dialects/reference';

export const course = publishedCourse();

/** The ways in which the model breaks its rules. */
export type RuleFault =
  | 'a report after the finish counts'
  | 'a falling time is accepted'
  | 'the race ends twice'
  | 'the race never ends'
  | 'the order of the standings is wrong'
  | 'gaps are wrong'
  | 'a refusal has no reason';

type Status = 'registered' | 'ready' | 'playing' | 'finished' | 'abandoned';
/** What a mod says, as it travels. */
export type Message = Readonly<Record<string, unknown>> & { readonly type: string };
export type Frame = Readonly<Record<string, unknown>> & { readonly type: string };

export interface ModelRunner {
  readonly id: string;
  readonly username: string;
  readonly entered: number;
  status: Status;
  zone: string;
  layer: number;
  /** When the layer was entered, in game. */
  since: number;
  time: number;
  deaths: number;
  connected: boolean;
  visits: { zone: string; igt_ms: number; deaths: number }[];
}

const RANKS: readonly Status[] = ['finished', 'playing', 'ready', 'registered', 'abandoned'];
const MOST = 2 ** 31 - 1;

/**
 * A race by the rules of the published contract, in memory, as small as it can be: written a third time, apart from the reference
 * server and from the suite's checkers, so that the three can be held against one another. Each fault breaks one rule.
 */
export class ModelRace {
  readonly id = randomUUID();
  readonly runners: ModelRunner[] = [];
  status: 'setup' | 'running' | 'finished' = 'setup';

  /** @param tell called for what all who are connected are told; `race_start` is for mods alone. */
  constructor(
    readonly name: string,
    private readonly tell: (frame: Frame) => void,
    private readonly faults: ReadonlySet<string> = new Set(),
  ) {}

  enter(username: string): ModelRunner {
    const runner = atTheStart({ id: randomUUID(), username, entered: this.runners.length, connected: false });
    this.runners.push(runner);
    this.tell(this.leaderboard());
    return runner;
  }

  connects(runner: ModelRunner, connected: boolean): void {
    runner.connected = connected;
    this.tell(this.leaderboard());
  }

  /** @returns why it is refused, or undefined. */
  start(): string | undefined {
    if (this.status !== 'setup') return 'Race has already started';
    this.status = 'running';
    this.tell({ type: 'race_start' });
    this.tell(this.statusChange());
    return undefined;
  }

  end(): string | undefined {
    if (this.status !== 'running') return 'Race not running';
    this.status = 'finished';
    this.tell(this.statusChange());
    return undefined;
  }

  reset(): string | undefined {
    if (this.status === 'setup') return 'Race has not started';
    this.status = 'setup';
    for (const runner of this.runners) Object.assign(runner, atTheStart(runner));
    this.tell(this.statusChange());
    this.tell(this.leaderboard());
    return undefined;
  }

  givesUp(runner: ModelRunner): string | undefined {
    const obstacle = this.obstacle(runner);
    if (obstacle !== undefined) return obstacle;
    runner.status = 'abandoned';
    this.tell(this.leaderboard());
    this.endsIfNobodyIsLeft();
    return undefined;
  }

  /** What a mod says. @returns why it is refused, or undefined. */
  hear(runner: ModelRunner, message: unknown): string | undefined {
    const refusal = this.judge(runner, message);
    return refusal !== undefined && this.faults.has('a refusal has no reason') ? '' : refusal;
  }

  private judge(runner: ModelRunner, said: unknown): string | undefined {
    const message = said as Message | null;
    if (typeof message?.type !== 'string') return 'A message must have a type';
    if (message.type === 'pong') return undefined;
    if (message.type === 'ready') return this.hearReady(runner);
    if (!['status_update', 'zone_entered', 'finished'].includes(message.type)) return 'Unknown message type';
    const { igt_ms: time, deaths = runner.deaths, zone = runner.zone, to_zone: to } = message;
    const obstacle = this.obstacle(runner);
    if (obstacle !== undefined) return obstacle;
    if (!isFigure(time) || !isFigure(deaths)) return 'Figures are whole numbers';
    if (time < runner.time && !this.faults.has('a falling time is accepted')) return 'igt_ms must not fall';
    if (deaths < runner.deaths) return 'deaths must not fall';
    const arrival = message.type === 'zone_entered' ? to : zone;
    const from = message.type === 'zone_entered' ? message.from_zone : zone;
    if (typeof from !== 'string' || course.layerOf(from) < 0) return 'Unknown zone';
    if (typeof arrival !== 'string' || course.layerOf(arrival) < 0) return 'Unknown zone';
    if (message.type === 'finished') {
      Object.assign(runner, { status: 'finished', time });
      this.tell(this.leaderboard());
      this.endsIfNobodyIsLeft();
      return undefined;
    }
    const news = message.type === 'zone_entered' || runner.status !== 'playing';
    const status = runner.status === 'finished' ? 'finished' : 'playing';
    Object.assign(runner, { status, time, deaths, zone: arrival });
    if (message.type === 'zone_entered') {
      runner.visits.push({ zone: arrival, igt_ms: time, deaths });
      const layer = course.layerOf(arrival);
      if (layer > runner.layer) Object.assign(runner, { layer, since: time });
    }
    this.tell(news ? this.leaderboard() : { type: 'player_update', player: this.line(runner) });
    return undefined;
  }

  private hearReady(runner: ModelRunner): string | undefined {
    if (this.status === 'finished') return 'Race not running';
    if (runner.status === 'ready') return undefined;
    if (runner.status !== 'registered') return 'Too late to be ready';
    runner.status = 'ready';
    this.tell(this.leaderboard());
    return undefined;
  }

  private obstacle({ status }: ModelRunner): string | undefined {
    if (this.status !== 'running') return 'Race not running';
    if (this.faults.has('a report after the finish counts')) return undefined;
    return status === 'finished' || status === 'abandoned' ? 'Runner is done' : undefined;
  }

  private endsIfNobodyIsLeft(): void {
    const isLeft = ({ status }: ModelRunner) => status !== 'finished' && status !== 'abandoned';
    if (this.faults.has('the race never ends') || this.runners.some(isLeft)) return;
    this.end();
    if (this.faults.has('the race ends twice')) this.tell(this.statusChange());
  }

  welcome(runner: ModelRunner): Frame {
    return { type: 'auth_ok', participant_id: runner.id, race: this.onWire, seed, participants: this.lines };
  }

  picture(): Frame {
    return { type: 'race_state', race: this.onWire, seed, participants: this.lines };
  }

  leaderboard(): Frame {
    return { type: 'leaderboard_update', participants: this.lines, leader_splits: this.leaderSplits };
  }

  /** When the leader first came to each layer. */
  private get leaderSplits(): object {
    const [leader] = this.inOrder;
    if (!leader || !isRacing(leader)) return {};
    const first: Record<string, number> = { 0: 0 };
    for (const { zone, igt_ms } of leader.visits) {
      const layer = course.layerOf(zone);
      if (Object.keys(first).every((known) => Number(known) < layer)) first[layer] = igt_ms;
    }
    return first;
  }

  get onWire(): object {
    return { id: this.id, name: this.name, status: this.status, started_at: null };
  }

  get lines(): object[] {
    return this.inOrder.map((runner) => this.line(runner));
  }

  private statusChange(): Frame {
    return { type: 'race_status_change', status: this.status, started_at: null };
  }

  private get inOrder(): ModelRunner[] {
    const order = this.runners.toSorted((one, other) => {
      const [a, b] = [keys(one), keys(other)];
      const differing = a.findIndex((key, index) => key !== b[index]);
      return (a[differing] ?? 0) - (b[differing] ?? 0);
    });
    return this.faults.has('the order of the standings is wrong') ? order.toReversed() : order;
  }

  private line(runner: ModelRunner): object {
    return {
      id: runner.id,
      username: runner.username,
      status: runner.status,
      current_zone: runner.zone,
      current_layer: runner.layer,
      igt_ms: runner.time,
      death_count: runner.deaths,
      mod_connected: runner.connected,
      zone_history: [...runner.visits],
      gap_ms: this.gap(runner),
      color_index: runner.entered,
    };
  }

  private gap(runner: ModelRunner): number | null {
    const [leader] = this.inOrder;
    if (!leader || leader === runner || !isRacing(leader) || !isRacing(runner)) return null;
    const wrong = this.faults.has('gaps are wrong') ? 1_000 : 0;
    if (runner.status === 'finished') return Math.max(0, runner.time - leader.time) + wrong;
    const there =
      leader.visits.find(({ zone }) => course.layerOf(zone) >= runner.layer)?.igt_ms ?? leader.time;
    return Math.max(0, runner.since - (runner.layer === 0 ? 0 : there)) + wrong;
  }
}

const seed = { seed_id: course.seed, total_layers: course.layers };

/** What decides the order, the first that differs; the smaller is ahead. */
function keys({ status, layer, since, time, entered }: ModelRunner): number[] {
  const rank = RANKS.indexOf(status);
  if (status === 'finished') return [rank, time, entered];
  if (status === 'playing') return [rank, -layer, since, entered];
  return status === 'abandoned' ? [rank, -layer, time, entered] : [rank, entered];
}

function isRacing({ status }: ModelRunner): boolean {
  return status === 'playing' || status === 'finished';
}

function isFigure(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST;
}

function atTheStart(one: Pick<ModelRunner, 'id' | 'username' | 'entered' | 'connected'>): ModelRunner {
  const { id, username, entered, connected } = one;
  return {
    id,
    username,
    entered,
    connected,
    status: 'registered',
    zone: course.start.name,
    layer: 0,
    since: 0,
    time: 0,
    deaths: 0,
    visits: [],
  };
}
