import { closedByTheServer } from '../../players/connection-expectations';
import { CLOSE } from '../../systems/party/dialect';
import { turnedAway } from '../../systems/party/expectations';
import type { Move } from '../game';
import type { PartyModel } from './party-model';
import type { PartyTable } from './party-table';

export type PartyMove = Move<PartyModel, PartyTable>;

/** So many devices has nobody. */
const MOST_DEVICES = 3;

/** How somebody comes to the table. */
export type Coming = 'introduces' | 'by the address' | 'asks for what was missed';

/** Somebody comes, for the first time, once more, or with one device more. */
export function comes(who: string, how: Coming): PartyMove {
  return {
    isPossible: (model) => canCome(model, who, how),
    tell: (model) => {
      const isThere = model.one(who).devices.length > 0;
      const back = how === 'asks for what was missed' ? ' and asks for what was missed' : '';
      return `${who} comes${isThere ? ' with one device more' : ''}${how === 'by the address' ? ' by the address alone' : back}`;
    },
    play: (model, table) => arrives(model, table, who, how),
  };
}

/** Somebody who may come does: is let in, and is told what is due. */
export async function arrives(model: PartyModel, table: PartyTable, who: string, how: Coming): Promise<void> {
  const member = table.member(who);
  const { seen } = model.one(who);
  const { lastSeen } = member;
  const asks = how === 'asks for what was missed' && lastSeen !== undefined;
  const from = asks ? seen : model.kept.length;
  const connection = await (how === 'by the address'
    ? member.comesByAddress()
    : member.comes(asks ? { lastSeen } : {}));
  table.news.lets(who, connection, from);
  model.comes(who, connection);
  await table.settles(model);
}

/** Somebody who was removed, or whose token was replaced, tries the token of before. */
export function comesInVain(who: string): PartyMove {
  return {
    isPossible: (model) => model.one(who).isRemoved,
    tell: () => `${who}, who was removed, tries to come`,
    async play(model, table) {
      const member = table.member(who);
      const connection = await member.triesToCome(member.token);
      await member.player.sees(turnedAway());
      await member.player.sees(closedByTheServer(connection, CLOSE.turnedAway));
      await table.settles(model);
    },
  };
}

/** A device of somebody leaves, or loses its connection. */
export function goes(who: string, how: 'leaves' | 'is cut off'): PartyMove {
  return {
    isPossible: (model) => model.one(who).devices.length > 0,
    tell: (model) => `${who} ${how}${model.one(who).devices.length > 1 ? ' with one device' : ''}`,
    async play(model, table) {
      const { player } = table.member(who);
      const isLast = model.one(who).devices.length === 1;
      model.goes(who);
      if (isLast && who !== model.observer.name)
        await table.party.lose(who, how === 'leaves' ? 'leaving' : 'breaking');
      else await (how === 'leaves' ? player.leave() : player.isCutOff());
      await table.settles(model);
    },
  };
}

/** The host removes somebody: every device is out at once. */
export function isRemoved(who: string): PartyMove {
  return {
    isPossible: () => true,
    tell: (model) => `the host ${model.one(who).isRemoved ? 'tries to remove' : 'removes'} ${who}`,
    async play(model, table) {
      const known = model.one(who);
      if (known.isRemoved) await table.isRefused('removes a player', { name: who });
      else {
        const { devices } = known;
        await table.host.orders('removes a player', { name: who });
        for (const device of devices)
          await table.member(who).player.sees(closedByTheServer(device, CLOSE.kicked));
        model.isRemoved(who);
      }
      await table.settles(model);
    },
  };
}

/** The host gives somebody a new token: the old one is dead, and whoever was removed may return. */
export function isRenewed(who: string): PartyMove {
  return {
    isPossible: () => true,
    tell: () => `the host gives ${who} a new token`,
    async play(model, table) {
      const { devices } = model.one(who);
      await table.party.removals.renew(who);
      for (const device of devices)
        await table.member(who).player.sees(closedByTheServer(device, CLOSE.turnedAway));
      model.isRenewed(who);
      await table.settles(model);
    },
  };
}

function canCome(model: PartyModel, who: string, how: Coming): boolean {
  const { isRemoved: isOut, devices, seen } = model.one(who);
  if (isOut || devices.length >= MOST_DEVICES) return false;
  return how === 'asks for what was missed' ? devices.length === 0 && seen > 0 : true;
}
