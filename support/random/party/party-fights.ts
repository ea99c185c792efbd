import { expect } from 'chai';
import type { Fighter } from '../../systems/party/dialect';
import type { CombatMode } from '../../systems/party/events';
import { anyChange } from '../../systems/party/sheet-expectations';
import type { PartyMove } from './party-comings';
import type { PartyModel } from './party-model';

/** What chance says of a fight: who is in it by which initiative; nobody named: all who play, by their sheets. */
export interface FightPlan {
  readonly mode: CombatMode;
  readonly named: readonly (readonly [name: string, initiative: number])[];
  readonly hasMonster: boolean;
}

const MONSTER = { name: 'Goblin', initiative: 15, hitPoints: 7 };

/** The host begins a fight; while there is one, or with somebody who was removed, in vain. */
export function beginsFight(plan: FightPlan): PartyMove {
  return {
    isPossible: (model) => fightersOf(plan, model).some((one) => one.hitPoints === undefined),
    tell: (model) => {
      const names = fightersOf(plan, model).map(({ name }) => name);
      return `the host ${isRight(plan, model) ? 'begins' : 'tries to begin'} a fight ${plan.mode}, of ${names.join(', ')}`;
    },
    async play(model, table) {
      const fighters = fightersOf(plan, model);
      const order = plan.named.length > 0 ? fighters : undefined;
      if (!isRight(plan, model)) await table.isRefused('begins a fight', { mode: plan.mode, order });
      else {
        const entries = fighters.map(({ hitPoints, ...one }) => ({
          ...one,
          isMonster: hitPoints !== undefined,
        }));
        await table.host.orders('begins a fight', { mode: plan.mode, order });
        model.beginsFight(plan.mode, entries);
      }
      await table.settles(model);
    },
  };
}

/** The turn passes; where there are no turns, in vain. */
export const passesTheTurn: PartyMove = {
  isPossible: () => true,
  tell: (model) => `the host ${model.fight?.turn === undefined ? 'tries to pass' : 'passes'} the turn`,
  async play(model, table) {
    if (model.fight?.turn === undefined) await table.isRefused('passes the turn', {});
    else {
      await table.host.orders('passes the turn', {});
      model.passesTheTurn();
    }
    await table.settles(model);
  },
};

/** The fight is over; where there is none, in vain. */
export const endsTheFight: PartyMove = {
  isPossible: () => true,
  tell: (model) => `the host ${model.fight ? 'ends' : 'tries to end'} the fight`,
  async play(model, table) {
    if (!model.fight) await table.isRefused('ends the fight', {});
    else {
      await table.host.orders('ends the fight', {});
      model.fight = undefined;
    }
    await table.settles(model);
  },
};

/** The host changes somebody's hit points: the owner sees the number; more than there can be is refused. */
export function isHurt(who: string, share: number): PartyMove {
  const pointsOf = (model: PartyModel) => Math.round(model.one(who).maxHitPoints * share);
  const isWrong = (model: PartyModel) => pointsOf(model) > model.one(who).maxHitPoints;
  return {
    isPossible: () => true,
    tell: (model) =>
      `the host ${isWrong(model) ? 'tries to leave' : 'leaves'} ${who} with ${pointsOf(model)} hit points`,
    async play(model, table) {
      const known = model.one(who);
      const changes = { hitPoints: pointsOf(model) };
      if (isWrong(model)) await table.isRefused('changes a character', { name: who, changes });
      else {
        const before = known.hitPoints;
        const sheet = await table.host.changes(who, changes);
        expect(sheet.hitPoints, `${who}'s hit points on the host's sheet`).to.equal(changes.hitPoints);
        known.hitPoints = changes.hitPoints;
        if (before !== known.hitPoints && known.devices.length > 0)
          await table.member(who).player.sees(anyChange(who));
      }
      await table.settles(model);
    },
  };
}

/** Without names all who were not removed, in the order of the story. */
function fightersOf({ named, hasMonster }: FightPlan, model: PartyModel): Fighter[] {
  if (named.length === 0)
    return model.players
      .filter((one) => !one.isRemoved)
      .map(({ name, initiative }) => ({ name, initiative }));
  const players = named.map(([name, initiative]) => ({ name, initiative }));
  return hasMonster ? [...players, MONSTER] : players;
}

function isRight({ named }: FightPlan, model: PartyModel): boolean {
  return !model.fight && named.every(([name]) => !model.one(name).isRemoved);
}
