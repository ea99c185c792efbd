import { expect } from 'chai';
import type { PongDialect } from '../../systems/pong/dialect';
import type { Place, PongEvent } from '../../systems/pong/events';
import { Pong } from '../../systems/pong/pong';
import type { FastCheck, Game } from '../game';
import { PongModel } from './pong-model';
import {
  bothSayReady,
  goes,
  goesOn,
  joins,
  makes,
  makesInVain,
  saysReady,
  scores,
  sendsNonsense,
  steers,
  timePasses,
} from './pong-moves';
import { PongTable } from './pong-table';

const PEOPLE = ['Ana', 'Bo', 'Cy', 'Dan', 'Eve', 'Fay'];
/** Of a room that nobody makes, by the contract. */
const USUAL = 5;
/** So few points that games end; where time cannot be held, so many that none does. */
const LIMITS = { held: { red: 2, blue: 3, green: undefined }, free: { red: 100, blue: 99, green: 98 } };
const ROOMS = Object.keys(LIMITS.held);
const NONSENSE = [
  'half a message',
  'a list',
  'an unknown type',
  'a move sideways',
  'a message without a type',
];

/** Rooms in which people play pong. @param canHold whether the target's clock is in the suite's hands. */
export function pongGame(
  dialectOf: (scope: string) => PongDialect,
  canHold: boolean,
): Game<PongModel, PongTable> {
  return {
    title: 'game of pong',
    tag: 'pong',
    mostMoves: 120,
    // There is one clock for all sessions: who moves it must be alone.
    lanes: canHold ? 1 : 4,
    moves: (fc) => moves(fc),
    async open(ground) {
      const pong = new Pong(ground.players, dialectOf(ground.scope));
      const model = new PongModel(canHold ? LIMITS.held : LIMITS.free, USUAL, canHold);
      return { model, table: new PongTable(ground, pong) };
    },
    async judge(model, table) {
      judgeWhatWasTold(model, table);
      if (table.hasRecord) await judgeRecord(model, table);
    },
  };
}

function moves(fc: FastCheck) {
  const who = fc.constantFrom(...PEOPLE);
  const where = fc.constantFrom(...ROOMS);
  const place = fc.constantFrom<Place>(1, 2);
  const paddle = fc.integer({ min: 10, max: 90 });
  const direction = fc.constantFrom('up' as const, 'down' as const, 'stop' as const);
  const how = fc.constantFrom('leaves' as const, 'is cut off' as const);
  const as = fc.constantFrom('player' as const, 'player' as const, 'observer' as const);
  return [
    { weight: 8, arbitrary: fc.tuple(who, where).map(([one, room]) => makes(one, room)) },
    { weight: 1, arbitrary: fc.tuple(who, where).map(([one, room]) => makesInVain(one, room)) },
    { weight: 12, arbitrary: fc.tuple(who, where, as).map(([one, room, part]) => joins(one, room, part)) },
    { weight: 3, arbitrary: fc.tuple(who, how).map(([one, way]) => goes(one, way)) },
    { weight: 5, arbitrary: who.map(saysReady) },
    { weight: 5, arbitrary: where.map(bothSayReady) },
    { weight: 6, arbitrary: fc.tuple(who, direction).map(([one, way]) => steers(one, way)) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(where, fc.integer({ min: 1, max: 30 }), fc.tuple(paddle, paddle))
        .map(([room, ticks, at]) => goesOn(room, ticks, at)),
    },
    { weight: 8, arbitrary: fc.tuple(where, place).map(([room, one]) => scores(room, one)) },
    { weight: 1, arbitrary: fc.constantFrom(20, 31).map(timePasses) },
    {
      weight: 1,
      arbitrary: fc.tuple(who, fc.constantFrom(...NONSENSE)).map(([one, what]) => sendsNonsense(one, what)),
    },
  ];
}

/** What everybody in a room was told last is how it stands. */
function judgeWhatWasTold(model: PongModel, table: PongTable): void {
  for (const known of model.rooms.filter(({ exists }) => exists)) {
    const room = table.room(known.name);
    expect(
      room.everybody.map(({ name }) => name),
      `who is in the ${known.name} room`,
    ).to.have.members([...known.members]);
    for (const { player } of room.present) {
      const told = player.journal.entries.flatMap((entry) =>
        entry.kind === 'received' && entry.connection === player.connection ? [entry.event as PongEvent] : [],
      );
      const status = told.findLast((event) => event.kind === 'game status');
      expect(
        status?.kind === 'game status' && status.status,
        `the status as ${player.name} was told last`,
      ).to.equal(known.status);
    }
  }
}

/** The matches on record are those that came to an end, each once. */
async function judgeRecord(model: PongModel, table: PongTable): Promise<void> {
  for (const { name, matches } of model.rooms) {
    const record = await Promise.all(table.codesOf(name).map((code) => table.pong.dialect.recordOf(code)));
    const found = record.flat().map(({ winner, score, limit }) => ({ winner, score: [...score], limit }));
    const right = matches.map(({ winner, score, limit }) => ({ winner, score: [...score], limit }));
    expect(found, `the matches on record of the ${name} room`).to.deep.equal(right);
  }
}
