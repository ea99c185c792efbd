import { refused } from '../../players/answers';
import type { Direction, Motion, Place } from '../../systems/pong/events';
import { gameOver, joinedAs, playerLeft, scoreIs, statusIs } from '../../systems/pong/expectations';
import type { Move } from '../game';
import type { ModelRoom, PongModel } from './pong-model';
import type { PongTable } from './pong-table';

export type PongMove = Move<PongModel, PongTable>;

/** Somebody makes a room and joins it, or joins one that nobody has made, which makes it. */
export function makes(who: string, where: string): PongMove {
  return {
    isPossible: (model) => !model.roomOf(who) && !model.room(where).exists,
    tell: (model) => {
      const { madeTo } = model.room(where);
      if (madeTo === undefined) return `${who} joins the ${where} room, which nobody has made`;
      return `${who} makes the ${where} room, to ${madeTo} ${madeTo === 1 ? 'point' : 'points'}, and joins it`;
    },
    async play(model, table) {
      const known = model.room(where);
      const room = table.plan(known);
      const member = table.member(who, room);
      await member.comes();
      if (known.madeTo !== undefined) await member.creates(known.madeTo);
      await enters(table, known, who, 'player', model);
      if (model.canHold) await room.hold();
    },
  };
}

/** Somebody makes a room that there is already. */
export function makesInVain(who: string, where: string): PongMove {
  return {
    isPossible: (model) => !model.roomOf(who) && model.room(where).exists,
    tell: () => `${who} tries to make the ${where} room, which there is already`,
    async play(model, table) {
      const member = table.member(who, table.room(where));
      await member.comes();
      member.asksToCreate(3);
      await member.player.sees(refused());
      await member.player.leave();
      await table.settles(model);
    },
  };
}

/** Somebody joins a room: as a player while a place is free, else to observe. */
export function joins(who: string, where: string, as: 'player' | 'observer'): PongMove {
  return {
    isPossible: (model) => !model.roomOf(who) && model.room(where).exists,
    tell: () => `${who} joins the ${where} room${as === 'observer' ? ' to observe' : ''}`,
    play: (model, table) => enters(table, model.room(where), who, as, model),
  };
}

async function enters(
  table: PongTable,
  known: ModelRoom,
  who: string,
  as: 'player' | 'observer',
  model: PongModel,
): Promise<void> {
  const room = table.room(known.name);
  const member = table.member(who, room);
  const place = known.join(who, as, model.now);
  await room.enters(member, as === 'observer' ? as : undefined);
  await member.player.sees(joinedAs(place));
  await table.everybodySees(room, statusIs(known.status));
  await table.settles(model);
}

/** Somebody leaves the room, or loses the connection; whoever is left sees it. */
export function goes(who: string, how: 'leaves' | 'is cut off'): PongMove {
  return {
    isPossible: (model) => model.roomOf(who) !== undefined,
    tell: (model) => `${who} ${how}${how === 'leaves' ? ` the ${model.roomOf(who)?.name} room` : ''}`,
    async play(model, table) {
      const known = roomOf(model, who);
      const room = table.room(known.name);
      const { player } = room.member(who);
      const [place, before] = [known.placeOf(who), known.status];
      known.leave(who, model.now);
      await (how === 'leaves' ? player.leave() : player.isCutOff());
      if (place !== null) await table.everybodySees(room, playerLeft(place));
      if (known.exists && known.status !== before) await table.everybodySees(room, statusIs(known.status));
      await table.settles(model);
    },
  };
}

/** Somebody says ready; with both players ready, everybody sees the game begin. */
export function saysReady(who: string): PongMove {
  return {
    isPossible: (model) => canSayReady(model, who),
    tell: () => `${who} says ready`,
    async play(model, table) {
      const known = roomOf(model, who);
      const room = table.room(known.name);
      const before = known.status;
      const ruling = known.ready(who);
      room.member(who).isReady();
      await table.seesWhatComesOf(room.member(who), ruling);
      if (known.status !== before) await table.everybodySees(room, statusIs('playing'));
      await table.settles(model);
    },
  };
}

/** Both players of a room say ready in the same instant. */
export function bothSayReady(where: string): PongMove {
  return {
    isPossible: (model) => model.room(where).players.length === 2,
    tell: (model) => `${model.room(where).players.join(' and ')} say ready in the same instant`,
    async play(model, table) {
      const known = model.room(where);
      const room = table.room(where);
      const before = known.status;
      for (const name of known.players) known.ready(name);
      for (const name of known.players) room.member(name).isReady();
      await room.isQuiet();
      if (known.status !== before) await table.everybodySees(room, statusIs('playing'));
      await table.settles(model);
    },
  };
}

/** Somebody steers the own paddle; without one, or while nobody plays, in vain. */
export function steers(who: string, direction: Direction): PongMove {
  return {
    isPossible: (model) => model.roomOf(who) !== undefined,
    tell: () => (direction === 'stop' ? `${who} stops the paddle` : `${who} steers ${direction}`),
    async play(model, table) {
      const known = roomOf(model, who);
      const member = table.room(known.name).member(who);
      const ruling = known.steer(who, direction);
      member.moves(direction);
      await table.seesWhatComesOf(member, ruling);
      await table.settles(model);
    },
  };
}

/** Some ticks pass in which nobody scores: the ball comes from the middle. That all moves by the rules is for the checkers to say. */
export function goesOn(where: string, ticks: number, paddles: readonly [number, number]): PongMove {
  return {
    isPossible: (model) => isPlayed(model, where),
    tell: () => `${ticks === 1 ? 'one tick passes' : `${ticks} ticks pass`} in the ${where} room`,
    async play(model, table) {
      const { held } = table.room(where);
      const score = model.room(where).score ?? [0, 0];
      held.plan({ ball: FROM_THE_MIDDLE, paddles: { 1: paddles[0], 2: paddles[1] }, score });
      await held.pass(ticks);
      await table.settles(model);
    },
  };
}

/** Slow enough to be in the field for a minute of play. */
const FROM_THE_MIDDLE: Motion = { x: 50, y: 50, vx: 0.4, vy: 0.3 };
const OUT_OF_THE_WAY = { 1: 80, 2: 80 };
const BEHIND_THE_PADDLE: Readonly<Record<Place, Motion>> = {
  1: { x: 98, y: 20, vx: 1.5, vy: 0 },
  2: { x: 2, y: 20, vx: -1.5, vy: 0 },
};

/** A player scores; the point that makes the limit ends the game, and is on record. */
export function scores(where: string, place: Place): PongMove {
  return {
    isPossible: (model) => isPlayed(model, where),
    tell: (model) => `${model.room(where).seats[place - 1]?.name} scores`,
    async play(model, table) {
      const known = model.room(where);
      const room = table.room(where);
      const before = known.score ?? [0, 0];
      room.held.plan({ ball: BEHIND_THE_PADDLE[place], paddles: OUT_OF_THE_WAY, score: before });
      known.point(place);
      await room.held.pass(2);
      const score = known.score ?? [0, 0];
      await table.everybodySees(room, scoreIs(score));
      if (known.status === 'finished') {
        await table.everybodySees(room, statusIs('finished'));
        await table.everybodySees(room, gameOver(place, score));
      }
      await table.settles(model);
    },
  };
}

/** Time passes by the server's clock: for some seconds a score is kept, after half a minute it is not. */
export function timePasses(seconds: number): PongMove {
  return {
    isPossible: (model) =>
      model.canHold && model.rooms.some(({ awaited }) => awaited.some((one) => one !== null)),
    tell: () => `${seconds} seconds pass`,
    async play(model, table) {
      model.now += seconds;
      await table.letTimePass(seconds);
      await table.settles(model);
    },
  };
}

/** What somebody's computer sends is no message, or a wrong one: it is told so, and nobody else notices. */
export function sendsNonsense(who: string, what: string): PongMove {
  return {
    isPossible: (model) => model.roomOf(who) !== undefined,
    tell: () => `${who}'s computer sends ${what}`,
    async play(model, table) {
      const member = table.room(roomOf(model, who).name).member(who);
      member.sends(what);
      await member.player.sees(refused());
      await table.settles(model);
    },
  };
}

/** Who waits alone may say ready, or may not: no rule says what comes of it. */
function canSayReady(model: PongModel, who: string): boolean {
  const room = model.roomOf(who);
  return room !== undefined && (room.placeOf(who) === null || room.status !== 'waiting for an opponent');
}

function isPlayed(model: PongModel, where: string): boolean {
  return model.canHold && model.room(where).status === 'playing';
}

/** @throws Error for somebody who is in no room: a move must ask first. */
function roomOf(model: PongModel, who: string): ModelRoom {
  const room = model.roomOf(who);
  if (room) return room;
  throw new Error(`${who} is in no room.`);
}
