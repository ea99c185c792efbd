import { expect } from 'chai';
import { refused } from '../../players/answers';
import { closedByTheServer } from '../../players/connection-expectations';
import { eventOf } from '../../players/journal';
import { CLOSE } from '../../systems/party/dialect';
import type { PartyEvent } from '../../systems/party/events';
import { replayEnd, turnedAway } from '../../systems/party/expectations';
import type { PartyMove } from './party-comings';
import type { Kept, PartyModel } from './party-model';
import type { PartyTable } from './party-table';

/** No session was under way then. */
const LONG_AGO = '2000-01-01T00:00:00.000Z';

/** The host ends the session and opens another one: everybody is out, everything begins anew, and an old token opens no door. */
export function startsOver(visitor: string): PartyMove {
  return {
    isPossible: () => true,
    tell: () => `the host ends the session and opens another, and ${visitor} tries the token of before`,
    async play(model, table) {
      const { token } = table.member(visitor);
      const there = model.everybody.map(({ name, devices }) => ({ name, devices }));
      await table.party.host.orders('ends the session', {});
      for (const { name, devices } of there)
        for (const device of devices)
          await table.member(name).player.sees(closedByTheServer(device, CLOSE.sessionEnded));
      table.news.check(
        model,
        there.map(({ name }) => table.member(name).player),
      );
      await table.party.open();
      model.startsOver();
      const { player } = table.member(visitor);
      const connection = await table.member(visitor).triesToCome(token);
      await player.sees(turnedAway());
      await player.sees(closedByTheServer(connection, CLOSE.turnedAway));
      await table.settles(model);
    },
  };
}

/** Somebody asks for the past: for all of it, and then for what came after one of its pieces. @param which of them. */
export function asksForThePast(who: string, which: number): PartyMove {
  return {
    isPossible: (model) => model.one(who).devices.length > 0,
    tell: () => `${who} asks for the past, and for a part of it`,
    async play(model, table) {
      const times = await isToldThePast(model, table, who, LONG_AGO, 0);
      const place = which % Math.max(1, times.length);
      const since = times[place];
      if (since !== undefined) await isToldThePast(model, table, who, since, place + 1);
      await table.settles(model);
    },
  };
}

/** Somebody asks for the past since what is no time: that is told, and nothing else. */
export function asksForNoPast(who: string): PartyMove {
  return {
    isPossible: (model) => model.one(who).devices.length > 0,
    tell: () => `${who} asks for the past since yesterday at noon`,
    async play(model, table) {
      table.member(who).asksForTheHistory('yesterday at noon');
      await table.member(who).player.sees(refused());
      await table.settles(model);
    },
  };
}

/**
 * The past since that time is what is kept from that piece on, with what is private for this reader, and in order.
 * @returns the times of its pieces. @throws AssertionError, Missed otherwise.
 */
async function isToldThePast(
  model: PartyModel,
  table: PartyTable,
  who: string,
  since: string,
  first: number,
): Promise<readonly string[]> {
  const member = table.member(who);
  const { journal } = member.player;
  const from = journal.end;
  member.asksForTheHistory(since);
  const end = await member.player.sees(replayEnd(), from);
  const told = journal.entries.slice(from, end.index).flatMap((entry) => {
    const event = eventOf(entry) as PartyEvent | undefined;
    return event?.kind === 'announcement' || event?.kind === 'narrative' ? [event] : [];
  });
  table.news.passOver(member.player);
  for (const [index, { text }] of told.entries()) model.isToldAt(first + index, text);
  const due = model.kept.slice(first).map((piece) => inWords(piece, who));
  expect(
    told.map((event) => toldInWords(event)),
    `the past that ${who} was told`,
  ).to.deep.equal(due);
  return told.map(({ timestamp }) => timestamp);
}

type ToldKept = Extract<PartyEvent, { kind: 'announcement' | 'narrative' }>;

function inWords(piece: Kept, reader: string): string {
  if (piece.kind === 'announcement') return piece.text;
  return withPrivatePart(piece.text, piece.privately[reader]);
}

function toldInWords(event: ToldKept): string {
  return event.kind === 'announcement' ? event.text : withPrivatePart(event.text, event.privately);
}

function withPrivatePart(text: string, privately: string | undefined): string {
  return privately === undefined ? text : `${text}, and privately: ${privately}`;
}
