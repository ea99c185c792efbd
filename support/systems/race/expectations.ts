import { AssertionError, expect } from 'chai';
import { type Expectation, expecting } from '../../players/expectation';
import { type LayerTime, type RaceEvent, type RaceStatus, type Standing, standingsIn } from './events';
import { inGame } from './in-game-time';

type Kind<K extends RaceEvent['kind']> = Extract<RaceEvent, { kind: K }>;
type Board = Kind<'standings' | 'welcomed' | 'shown the race'>;
const BOARDS = ['standings', 'welcomed', 'shown the race'] as const;
const LINES = [...BOARDS, 'progress'] as const;

/** What only a runner's own acts may change. */
const OWN_FIGURES = ['status', 'zone', 'layer', 'time', 'deaths'] as const;

/** What may be said of one line of the leaderboard; what is left out may be anything. */
export type Figures = Partial<
  Pick<Standing, 'status' | 'zone' | 'layer' | 'time' | 'deaths' | 'connected' | 'gap'>
>;

/** @throws AssertionError naming the figure of this runner that differs. */
export function expectFigures(standings: readonly Standing[], runner: string, figures: Figures): void {
  const line = standings.find((standing) => standing.runner === runner);
  if (!line) throw new AssertionError(`${runner} has no line`);
  for (const [figure, value] of Object.entries(figures)) {
    const seen = line[figure as keyof Figures];
    if (seen === value) continue;
    throw new AssertionError(
      `${runner}'s ${figure} is ${readable(figure, seen)}, not ${readable(figure, value)}`,
    );
  }
}

/** @throws AssertionError with both orders. */
export function expectOrder(standings: readonly Standing[], runners: readonly string[]): void {
  const order = standings.map((one) => one.runner);
  if (order.join() !== runners.join()) throw new AssertionError(`the order is ${order.join(', ')}`);
}

/** That the leaderboard, or news of this runner, shows these figures. */
export function showing(runner: string, figures: Figures, description?: string): Expectation {
  return expecting<Board | Kind<'progress'>>(
    description ?? `${runner} shown with ${tellFigures(figures)}`,
    LINES,
    (event) => expectFigures(standingsIn(event), runner, figures),
    (event) => event.kind !== 'progress' || event.standing.runner === runner,
  );
}

/** That the leaderboard lists exactly these runners in this order. */
export function ordered(runners: readonly string[]): Expectation {
  return expecting<Board>(`the standings ${runners.join(', ')}`, BOARDS, (event) => {
    expectOrder(event.standings, runners);
  });
}

/** That the leaderboard has the first above the second. */
export function ahead(first: string, second: string): Expectation {
  return expecting<Board>(`${first} ahead of ${second}`, BOARDS, (event) => {
    const names = event.standings.map((one) => one.runner);
    const [one, other] = [names.indexOf(first), names.indexOf(second)];
    if (one < 0 || other < one) throw new AssertionError(`the order is ${names.join(', ')}`);
  });
}

/** That the leaderboard has this runner first, with no gap to anybody. */
export function leading(runner: string): Expectation {
  return expecting<Board>(`${runner} in the lead without a gap`, BOARDS, (event) => {
    expect(event.standings[0]?.runner, 'the leader').to.equal(runner);
    expectFigures(event.standings, runner, { gap: null });
  });
}

/** That the leaderboard says so of each layer that its leader has come to, and of no other. */
export function leaderCameTo(times: readonly LayerTime[]): Expectation {
  const tell = (told: readonly LayerTime[]) =>
    told.map(({ layer, time }) => `layer ${layer} at ${inGame(time)}`).join(', ') || 'no layer';
  return expecting<Kind<'standings'>>(`the leader to have come to ${tell(times)}`, ['standings'], (event) => {
    expect(tell(event.leaderAt ?? []), 'where the leader has come, and when').to.equal(tell(times));
  });
}

/** That every line of the leaderboard shows these figures. */
export function allShown(figures: Figures): Expectation {
  return expecting<Board>(`every runner with ${tellFigures(figures)}`, BOARDS, (event) => {
    for (const { runner } of event.standings) expectFigures(event.standings, runner, figures);
  });
}

/** That the history of this runner's visits is these zones, in this order. */
export function visits(runner: string, zones: readonly string[]): Expectation {
  return expecting<Board | Kind<'progress'>>(`${runner}'s visits ${zones.join(', ')}`, LINES, (event) => {
    const line = standingsIn(event).find((standing) => standing.runner === runner);
    expect(
      line?.history.map((visit) => visit.zone),
      `${runner}'s visits`,
    ).to.deep.equal(zones);
  });
}

/** That the history of this runner's visits has this one. */
export function visited(runner: string, zone: string, time: number): Expectation {
  const described = `${runner}'s visit to ${zone} at ${inGame(time)}`;
  return expecting<Board | Kind<'progress'>>(described, LINES, (event) => {
    const line = standingsIn(event).find((standing) => standing.runner === runner);
    const found = line?.history.filter((visit) => visit.zone === zone && visit.time === time);
    expect(found, 'visits to this zone at this time').to.have.lengthOf(1);
  });
}

/** The word to the mods that the race has begun. */
export const raceStarted = expecting<Kind<'race started'>>('the start of the race', ['race started']);

/** The race's new status. */
export function raceIs(status: RaceStatus): Expectation {
  return expecting<Kind<'race status'>>(`the race to be ${status}`, ['race status'], (event) => {
    expect(event.status, 'the status of the race').to.equal(status);
  });
}

/** A welcome; on that connection, if one is given. */
export function welcomed(connection?: number): Expectation {
  return expecting<Kind<'welcomed'>>('a welcome', ['welcomed'], (_event, entry) => {
    if (connection !== undefined) expect(entry.connection, 'number of the connection').to.equal(connection);
  });
}

/** A welcome to a race in that state, with this runner's line showing these figures. */
export function welcomedTo(status: RaceStatus, runner: string, figures: Figures): Expectation {
  const shown = Object.keys(figures).length > 0 ? `, with ${runner} shown with ${tellFigures(figures)}` : '';
  const described = `a welcome to a race that is ${status}${shown}`;
  return expecting<Kind<'welcomed'>>(described, ['welcomed'], (event) => {
    expect(event.status, 'the status of the race').to.equal(status);
    expectFigures(event.standings, runner, figures);
  });
}

/** A welcome with the standings in this order. */
export function welcomedWithStandings(runners: readonly string[]): Expectation {
  return expecting<Kind<'welcomed'>>(
    `a welcome with the standings ${runners.join(', ')}`,
    ['welcomed'],
    (event) => {
      expectOrder(event.standings, runners);
    },
  );
}

/** A welcome that names the seed, its layers, and exactly these participants. */
export function welcomedWith(seed: string, layers: number, runners: readonly string[]): Expectation {
  return expecting<Kind<'welcomed'>>('a welcome with race, seed and participants', ['welcomed'], (event) => {
    expect(event.seed, 'the seed').to.equal(seed);
    expect(event.layers, 'the number of layers').to.equal(layers);
    expect(
      event.standings.map((one) => one.runner),
      'the participants',
    ).to.have.members(runners);
  });
}

/** The race as a spectator is shown it on arrival. */
export const shownTheRace = expecting<Kind<'shown the race'>>('the race as it stands on arrival', [
  'shown the race',
]);

/** The race as a spectator is shown it on arrival, with the standings in this order. */
export function shownTheStandings(runners: readonly string[]): Expectation {
  const described = `the standings ${runners.join(', ')} on arrival`;
  return expecting<Kind<'shown the race'>>(described, ['shown the race'], (event) => {
    expectOrder(event.standings, runners);
  });
}

/** The refusal to let a mod in. */
export function turnedAway(reason: string): Expectation {
  return expecting<Kind<'turned away'>>(
    `word that the mod is turned away ("${reason}")`,
    ['turned away'],
    (event) => {
      expect(event.reason, 'the reason').to.equal(reason);
    },
  );
}

/** The number of spectators. */
export function spectatorsCounted(count: number): Expectation {
  return expecting<Kind<'spectators'>>(`${count} spectators`, ['spectators'], (event) => {
    expect(event.count, 'the number of spectators').to.equal(count);
  });
}

/** The question whether a mod is still there. */
export const askedForASignOfLife = expecting<Kind<'asked for a sign of life'>>(
  'the question for a sign of life',
  ['asked for a sign of life'],
);

/** Whatever differs from this status of the race, or from these standings in anything but who is connected, gaps and the order. */
export function anyChangeFrom(status: RaceStatus, before: ReadonlyMap<string, Standing>): Expectation {
  return expecting<Board | Kind<'progress'> | Kind<'race status'>>(
    'any change in the standings',
    [...LINES, 'race status'],
    (event) => {
      if ('status' in event && event.status !== status) return;
      const changed = standingsIn(event).filter((line) => {
        const known = before.get(line.runner);
        return known !== undefined && differs(known, line);
      });
      expect(changed, 'changed lines').not.to.have.lengthOf(0);
    },
  );
}

/** @throws AssertionError naming the figure of this runner that has changed in the race as anybody may look it up. */
export function expectUnchanged(before: Standing, now: Standing): void {
  const where = 'in the race as anybody may look it up';
  for (const figure of OWN_FIGURES) {
    const terms =
      figure === 'time' ? ` (${readable(figure, now.time)}, it was ${readable(figure, before.time)})` : '';
    expect(now[figure], `${now.runner}'s ${figure}${terms} ${where}`).to.equal(before[figure]);
  }
  expect(tellVisits(now), `${now.runner}'s visits ${where}`).to.equal(tellVisits(before));
}

/** True if two lines of one runner differ in what only the runner's own acts may change. */
function differs(one: Standing, other: Standing): boolean {
  return OWN_FIGURES.some((figure) => one[figure] !== other[figure]) || tellVisits(one) !== tellVisits(other);
}

function tellVisits({ history }: Standing): string {
  return history.map(({ zone, time, deaths }) => `${zone} at ${inGame(time)} (${deaths})`).join(', ');
}

function tellFigures(figures: Figures): string {
  return Object.entries(figures)
    .map(([figure, value]) => `${figure} ${readable(figure, value)}`)
    .join(', ');
}

function readable(figure: string, value: unknown): string {
  const isTime = (figure === 'time' || figure === 'gap') && typeof value === 'number';
  return isTime ? inGame(value) : String(value);
}
