import { declined } from '../../players/answers';
import { closedByTheServer } from '../../players/connection-expectations';
import { CLOSE, type Command } from '../../systems/race/dialect';
import { raceStarted, showing } from '../../systems/race/expectations';
import { inGame } from '../../systems/race/in-game-time';
import { MADE_UP_TOKEN } from '../../systems/race/wrong-values';
import type { Move } from '../game';
import type { Act, RaceModel } from './race-model';
import type { RaceTable } from './race-table';

export type RaceMove = Move<RaceModel, RaceTable>;

const SECOND = 1_000;

/** What chance says of an act; figures are by how much they rise, or fall. */
export interface Plan {
  readonly who: string;
  readonly kind: Act['kind'];
  /** Seconds of the game. */
  readonly later: number;
  readonly deaths: number;
  /** Which zone of the course. */
  readonly zone: number;
}

/** Somebody's act, with the figures that it comes to as the race stands. */
export function actOf({ who, kind, later, deaths, zone }: Plan, model: RaceModel): Act {
  const runner = model.runner(who);
  const time = Math.max(0, runner.time + later * SECOND);
  const { zones } = model.course;
  const to = zones[zone % zones.length]?.name ?? model.course.start.name;
  if (kind === 'reports') return { kind, time, deaths: Math.max(0, runner.deaths + deaths) };
  if (kind === 'enters') return { kind, time, from: runner.zone, to };
  return kind === 'finishes' ? { kind, time } : { kind };
}

/** A runner does something: it counts, or is refused, or is in vain, as the model says. */
export function acts(plan: Plan): RaceMove {
  return {
    isPossible: (model) => canAct(model, plan),
    tell: (model) => tellPlan(plan, model),
    async play(model, table) {
      const act = actOf(plan, model);
      const before = model.status;
      const ruling = model.takes(plan.who, act);
      await table.does(plan.who, act, ruling);
      await table.seesWhatComesOf(model, plan.who, act, ruling);
      if (model.status !== before) await table.seesStatus(model);
      table.settles(model);
    },
  };
}

/** Two runners do something without waiting for one another. */
export function actTogether(one: Plan, other: Plan): RaceMove {
  return {
    isPossible: (model) => one.who !== other.who && canAct(model, one) && canAct(model, other),
    tell: (model) => `${tellPlan(one, model)}, and in the same instant ${tellPlan(other, model)}`,
    async play(model, table) {
      const before = model.status;
      const plans = [one, other].map(({ who, ...plan }) => ({ who, act: actOf({ who, ...plan }, model) }));
      const done = plans.map(({ who, act }) => ({ who, act, ruling: model.takes(who, act) }));
      await Promise.all(done.map(({ who, act, ruling }) => table.does(who, act, ruling)));
      for (const { who, act, ruling } of done) await table.seesWhatComesOf(model, who, act, ruling);
      if (model.status !== before) await table.seesStatus(model);
      table.settles(model);
    },
  };
}

/** A runner's mod connects: for the first time, once more, in place of another one, or after the end, when it is turned away. */
export function connects(who: string): RaceMove {
  return {
    isPossible: (model) => model.has(who) && model.runner(who).hasPack,
    tell: (model) => `${who} connects${model.isConnected(who) ? ' once more' : ''}`,
    async play(model, table) {
      const runner = table.runner(who);
      if (model.status === 'finished') {
        await runner.triesToJoin(runner.race, runner.pack.accessToken);
        await runner.isTurnedAway('Race has already finished');
        return table.settles(model);
      }
      const before = model.isConnected(who) ? runner.player.connection : undefined;
      await runner.joins();
      if (before !== undefined) await runner.player.sees(closedByTheServer(before, CLOSE.replaced));
      model.change(who, { connected: true });
      await table.everybodySees(showing(who, { connected: true }));
      table.settles(model);
    },
  };
}

/** A runner's mod shows a token that opens nothing. */
export function knocksInVain(who: string): RaceMove {
  return {
    isPossible: (model) => model.has(who) && !model.isConnected(who),
    tell: () => `${who} tries to connect with a made-up token`,
    async play(model, table) {
      const runner = table.runner(who);
      await runner.triesToJoin(runner.race, MADE_UP_TOKEN);
      await runner.isTurnedAway('Invalid mod token or race');
      table.settles(model);
    },
  };
}

/** A runner leaves, or loses the connection; whoever is left sees it, and if nobody is, somebody comes to see it. */
export function goes(who: string, how: 'leaves' | 'is cut off'): RaceMove {
  return {
    isPossible: (model) => model.isConnected(who),
    tell: () => `${who} ${how}`,
    async play(model, table) {
      model.change(who, { connected: false });
      await table.race.lose([who], how === 'leaves' ? 'leaving' : 'breaking');
      if (table.race.everybody.length === 0) await table.sends('Will', showing(who, { connected: false }));
      table.settles(model);
    },
  };
}

/** What a mod sends is no message, or a wrong one: nobody else notices. */
export function sendsNonsense(who: string, what: string): RaceMove {
  return {
    isPossible: (model) => model.isConnected(who),
    tell: () => `${who}'s mod sends ${what}`,
    async play(model, table) {
      const runner = table.runner(who);
      table.permitsAnAnswer(runner);
      runner.sends(what);
      await runner.player.isHeard();
      table.settles(model);
    },
  };
}

/** A spectator comes, or goes again. */
export function watches(who: string): RaceMove {
  return {
    isPossible: () => true,
    tell: (model) => (model.spectators.has(who) ? `${who} goes` : `${who} comes to watch`),
    async play(model, table) {
      const known = table.race.spectators.find(({ name }) => name === who);
      if (model.spectators.delete(who)) await known?.player.leave();
      else {
        model.spectators.add(who);
        await (known ? known.watches(table.race.id) : table.races.watch([who], table.race));
      }
      table.settles(model);
    },
  };
}

/** A spectator reports, as only a runner may. */
export function reportsAsSpectator(who: string, seconds: number): RaceMove {
  return {
    isPossible: (model) => model.spectators.has(who),
    tell: () => `${who}, who only watches, reports a time`,
    async play(model, table) {
      const spectator = table.race.spectator(who);
      table.permitsAnAnswer(spectator);
      spectator.reports(seconds * SECOND);
      await spectator.player.isHeard();
      table.settles(model);
    },
  };
}

/** The organizer gives an order, in the right order of things or in the wrong one. */
export function orders(command: Command, isDue: (model: RaceModel) => boolean): RaceMove {
  const words = { start: 'starts', finish: 'ends', reset: 'resets' };
  return {
    isPossible: isDue,
    tell: (model) =>
      model.allows(command)
        ? `Olga ${words[command]} the race`
        : `Olga tries to ${command} the race, out of turn`,
    async play(model, table) {
      const { organizer, racing, runners } = table.race;
      if (!model.allows(command)) {
        await table.races.tries(organizer.name, command, table.race);
        await organizer.player.sees(declined());
        return table.settles(model);
      }
      model.obeys(command);
      await organizer.commands(command);
      if (command === 'start') for (const player of racing) await player.sees(raceStarted);
      if (command === 'reset') for (const runner of runners) runner.startsAfresh();
      await table.seesStatus(model);
      table.settles(model);
    },
  };
}

/** Somebody gives an order that only the organizer may give. */
export function usurps(who: string, command: Command): RaceMove {
  return {
    isPossible: (model) => model.has(who),
    tell: () => `${who}, who is not the organizer, tries to ${command} the race`,
    async play(model, table) {
      await table.races.tries(who, command, table.race);
      await table.runner(who).player.sees(declined());
      table.settles(model);
    },
  };
}

/** The organizer enters somebody; once the race has begun, or a second time, it is too late. */
export function enters(who: string): RaceMove {
  const isInTime = (model: RaceModel) => model.status === 'setup' && !model.has(who);
  return {
    isPossible: () => true,
    tell: (model) => `Olga ${isInTime(model) ? 'enters' : 'tries to enter'} ${who}`,
    async play(model, table) {
      const { races, race } = table;
      if (isInTime(model)) {
        model.enter(who);
        await races.enter(who, race);
        await table.everybodySees(showing(who, { status: 'registered' }));
      } else {
        await races.triesToEnter(race.organizer.name, who, race);
        await race.organizer.player.sees(declined());
      }
      table.settles(model);
    },
  };
}

/** The organizer has seed packs made for all who have none. */
export const makesPacks: RaceMove = {
  isPossible: () => true,
  tell: (model) => `Olga ${model.status === 'setup' ? 'has' : 'tries to have'} the seed packs made`,
  async play(model, table) {
    const { organizer } = table.race;
    if (model.status === 'setup') {
      await organizer.hasSeedPacksMade();
      model.makePacks();
    } else {
      await table.race.dialect.makeSeedPacks(organizer.player, organizer.account, table.race.id);
      await organizer.player.sees(declined());
    }
    table.settles(model);
  },
};

/** A runner fetches the own seed pack, if there is one. */
export function fetchesPack(who: string): RaceMove {
  return {
    isPossible: (model) => model.has(who),
    tell: (model) => `${who} ${model.runner(who).hasPackMade ? 'fetches' : 'asks for'} the own seed pack`,
    async play(model, table) {
      const runner = table.runner(who);
      if (model.runner(who).hasPackMade) {
        await runner.fetchesSeedPack();
        model.change(who, { hasPack: true });
      } else {
        await runner.asksForASeedPack();
        await runner.player.sees(declined());
      }
      table.settles(model);
    },
  };
}

function canAct(model: RaceModel, { who, kind }: Plan): boolean {
  return kind === 'gives up' ? model.has(who) : model.isConnected(who);
}

function tellPlan(plan: Plan, model: RaceModel): string {
  const act = actOf(plan, model);
  const { who } = plan;
  if (act.kind === 'is ready') return `${who} reports ready`;
  if (act.kind === 'gives up') return `${who} gives up`;
  const at = `at ${inGame(act.time)}`;
  if (act.kind === 'finishes') return `${who} finishes ${at}`;
  if (act.kind === 'enters') return `${who} enters ${act.to} ${at}`;
  return `${who} reports ${act.deaths} ${act.deaths === 1 ? 'death' : 'deaths'} ${at}`;
}
