import { expect } from 'chai';
import type { RaceDialect } from '../../systems/race/dialect';
import { type RaceEvent, type Standing, standingsIn } from '../../systems/race/events';
import { Races } from '../../systems/race/races';
import type { FastCheck, Game } from '../game';
import { lineOf, RaceModel } from './race-model';
import {
  acts,
  actTogether,
  connects,
  enters,
  fetchesPack,
  goes,
  knocksInVain,
  makesPacks,
  orders,
  type Plan,
  reportsAsSpectator,
  sendsNonsense,
  usurps,
  watches,
} from './race-moves';
import { RaceTable } from './race-table';

const ENTERED = ['Ana', 'Bo', 'Cy'];
const RUNNERS = [...ENTERED, 'Dan', 'Eve'];
const SPECTATORS = ['Sam', 'Sue'];
const COMMANDS = ['start', 'finish', 'reset'] as const;
const NONSENSE = ['an unknown type', 'a list', 'a message without a type', 'nothing'];

/** A race of some runners, watched by spectators. @param dialectOf makes the dialect of one session. */
export function raceGame(dialectOf: (scope: string) => RaceDialect): Game<RaceModel, RaceTable> {
  return {
    title: 'race',
    tag: 'race',
    mostMoves: 80,
    lanes: 4,
    moves,
    async open(ground) {
      const races = new Races(ground.players, dialectOf(ground.scope));
      const race = await races.create('Olga', ENTERED);
      await races.handOutSeedPacks(race);
      const model = new RaceModel(races.dialect.course);
      for (const name of ENTERED) {
        model.enter(name);
        model.change(name, { hasPackMade: true, hasPack: true });
      }
      const table = new RaceTable(ground, races, race);
      table.settles(model);
      return { model, table };
    },
    async judge(model, table) {
      await judgeWhatIsSeen(model, table);
      if (table.hasRecord) await judgeRecord(model, table);
    },
  };
}

function moves(fc: FastCheck) {
  const runner = fc.constantFrom(...RUNNERS);
  const spectator = fc.constantFrom(...SPECTATORS);
  const command = fc.constantFrom(...COMMANDS);
  const plan = fc.record<Plan>({
    who: runner,
    kind: fc.oneof(
      { weight: 3, arbitrary: fc.constant('is ready' as const) },
      { weight: 5, arbitrary: fc.constant('reports' as const) },
      { weight: 6, arbitrary: fc.constant('enters' as const) },
      { weight: 2, arbitrary: fc.constant('finishes' as const) },
      { weight: 1, arbitrary: fc.constant('gives up' as const) },
    ),
    // In steps, so that two of them meet now and then.
    later: fc.integer({ min: -1, max: 12 }).map((steps) => steps * 10),
    deaths: fc.integer({ min: -1, max: 3 }),
    zone: fc.nat({ max: 12 }),
  });
  return [
    { weight: 30, arbitrary: plan.map(acts) },
    { weight: 8, arbitrary: fc.tuple(plan, plan).map(([one, other]) => actTogether(one, other)) },
    { weight: 12, arbitrary: runner.map(connects) },
    { weight: 1, arbitrary: runner.map(knocksInVain) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(runner, fc.constantFrom('leaves', 'is cut off'))
        .map(([who, how]) => goes(who, how)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(runner, fc.constantFrom(...NONSENSE))
        .map(([who, what]) => sendsNonsense(who, what)),
    },
    { weight: 4, arbitrary: spectator.map(watches) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(spectator, fc.nat({ max: 600 }))
        .map(([who, time]) => reportsAsSpectator(who, time)),
    },
    { weight: 1, arbitrary: runner.map(enters) },
    { weight: 1, arbitrary: fc.constant(makesPacks) },
    { weight: 1, arbitrary: runner.map(fetchesPack) },
    {
      weight: 4,
      arbitrary: fc.constant(
        orders('start', (model) => model.status === 'setup' && model.connected.length > 1),
      ),
    },
    { weight: 3, arbitrary: fc.constant(orders('reset', (model) => model.status === 'finished')) },
    {
      weight: 1,
      arbitrary: command.map((one) => orders(one, (model) => !model.allows(one) || one === 'finish')),
    },
    { weight: 1, arbitrary: fc.tuple(runner, command).map(([who, one]) => usurps(who, one)) },
  ];
}

/** What everybody was told last, what anybody may look up, and what is on record. */
async function judgeWhatIsSeen(model: RaceModel, { race, races }: RaceTable): Promise<void> {
  for (const { name, journal } of race.everybody) {
    const told = new Map<string, Standing>();
    let order: readonly string[] = [];
    for (const entry of journal.entries) {
      if (entry.kind !== 'received') continue;
      const event = entry.event as RaceEvent;
      const lines = standingsIn(event);
      for (const line of lines) told.set(line.runner, line);
      if (event.kind !== 'progress' && lines.length > 0) order = lines.map((line) => line.runner);
    }
    expectStandings(model, [...told.values()], `as ${name} was told last`);
    expect(order, `the order as ${name} was told last`).to.deep.equal(model.order.map((one) => one.name));
  }
  const view = await races.lookUp(race);
  expect(view.status, 'the status of the race as anybody may look it up').to.equal(model.status);
  expectStandings(model, view.standings, 'in the race as anybody may look it up');
}

function expectStandings(model: RaceModel, lines: readonly Standing[], where: string): void {
  const seen = new Map(lines.map((line) => [line.runner, line]));
  expect([...seen.keys()], `the runners ${where}`).to.have.members(model.runners.map(({ name }) => name));
  for (const runner of model.runners) {
    const line = seen.get(runner.name);
    for (const [figure, value] of Object.entries({ ...lineOf(runner), connected: runner.connected }))
      expect(line?.[figure as keyof Standing], `${runner.name}'s ${figure} ${where}`).to.equal(value);
  }
}

/** The record of a race says what the model does; places only once it is over. */
async function judgeRecord(model: RaceModel, { race }: RaceTable): Promise<void> {
  const record = await race.dialect.recordOf(race.id);
  expect(record.status, 'the status of the race on record').to.equal(model.status);
  const isOver = model.status === 'finished';
  expect(record.ended, 'whether an end is on record').to.equal(isOver);
  const places = new Map(model.order.map(({ name }, index) => [name, index + 1]));
  for (const runner of model.runners) {
    const line = record.runners.find((one) => one.runner === runner.name);
    const right = { ...lineOf(runner), place: isOver ? places.get(runner.name) : null };
    for (const [figure, value] of Object.entries(right))
      expect(line?.[figure as keyof typeof right], `${runner.name}'s ${figure} on record`).to.equal(value);
  }
}
