import { alters, loses, mishears, ofType, onLine, swallows } from '../habits';
import type { Saboteur } from '../interference';
import { knowingTheRoom, othersIn, partOf, READY, roomOf, statusOf, whoIs } from './seats';

/** Faulty servers whose rooms never get as far as a game, get there too soon, or stop where the game should go on. */
export const BEGINNING_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'pong-alone-and-complete',
    system: 'pong',
    requirement: 'PONG-01',
    sentence: 'One player who makes a room and joins it is told that the game waits for both to be ready.',
    says: /Ana waited .* for the game to be waiting for an opponent, in vain/,
    interferes: () =>
      knowingTheRoom(
        alters(
          (frame, line) =>
            frame.status === 'waiting_for_opponent' && statusOf(line) === undefined && partOf(line) === 1,
          (frame) => ({ ...frame, status: 'waiting_for_ready' }),
        ),
      ),
  },
  {
    id: 'pong-limit-is-five',
    system: 'pong',
    requirement: 'PONG-01',
    sentence: 'A room is made to 5 points, however many it may be played to by the wish of who makes it.',
    says: /the room to (1|11|100) was made, in vain.*the points limit: expected 5/s,
    interferes: () =>
      mishears(
        ({ type, points_limit }) => type === 'create_room' && POINTS.test(String(points_limit)),
        (frame) => ({ ...frame, points_limit: 5 }),
      ),
  },
  {
    id: 'pong-newcomer-completes-nothing',
    system: 'pong',
    requirement: 'PONG-16',
    sentence:
      'When a newcomer takes the place that somebody has left, whoever stayed is not told that the room is complete.',
    says: /(Ana|Bo) waited .* for (the game to be waiting for ready|the room's status), in vain/,
    interferes: () => {
      const left = new Set<string>();
      return knowingTheRoom(
        loses((frame, line) => {
          if (frame.type === 'player_disconnected') left.add(line.path);
          const isComplete = frame.status === 'waiting_for_ready';
          return isComplete && left.has(line.path) && statusOf(line) === 'waiting_for_opponent';
        }),
      );
    },
  },
  {
    id: 'pong-player-two-unheard',
    system: 'pong',
    requirement: 'PONG-03',
    sentence: 'The game does not start when both players are ready: what player two says of it is not heard.',
    says: /waited .* for the game to be playing, in vain/,
    interferes: () =>
      knowingTheRoom(swallows((frame, line) => frame.type === 'player_ready' && partOf(line) === 2)),
  },
  {
    id: 'pong-one-ready-is-enough',
    system: 'pong',
    requirement: 'PONG-03',
    sentence: 'One player who says ready is enough: the game begins.',
    says: /must not see the game to be playing, but saw/,
    interferes: () =>
      knowingTheRoom({
        said(frame, line) {
          if (frame.type === 'player_ready')
            for (const player of [whoIs(1, line), whoIs(2, line)]) if (player !== line) player?.say(READY);
          return [frame];
        },
      }),
  },
  {
    id: 'pong-lost-player-is-ready',
    system: 'pong',
    requirement: 'ALL-02',
    sentence: 'Whoever is lost, with half a word of being ready said or none, is taken to be ready.',
    says: /must not see the game to be playing, but saw/,
    interferes: () => ({
      left(line) {
        line.say(READY);
        return true;
      },
    }),
  },
  {
    id: 'pong-ready-in-play-starts-anew',
    system: 'pong',
    requirement: 'PONG-03',
    sentence: 'When a player says ready in a game, everybody is told once more that it begins.',
    says: /must not see the game to be playing, but saw/,
    interferes: () =>
      knowingTheRoom({
        said(frame, line) {
          if (frame.type === 'player_ready' && statusOf(line) === 'playing')
            for (const one of [line, ...othersIn(line)])
              one.tell({ type: 'status_change', status: 'playing' });
          return [frame];
        },
      }),
  },
  {
    id: 'pong-places-lost-in-a-restart',
    system: 'pong',
    requirement: 'PONG-14',
    sentence: 'When the server restarts in a game, the two who come back to the room are observers there.',
    says: /(Ana|Bo) came to play while a place was free, and was told to be an observer|joined as player \d, in vain/,
    interferes: () => {
      const fallen = new Set<string>();
      return {
        closed(close, line) {
          if (close.code === WITHOUT_A_WORD) fallen.add(line.path);
          return close;
        },
        told: (frame, line) =>
          frame.type === 'joined_as_player' && fallen.has(line.path)
            ? [{ type: 'joined_as_observer', room_code: roomOf(line) }]
            : [frame],
      };
    },
  },
  {
    id: 'pong-tenth-observer-sees-nothing',
    system: 'pong',
    requirement: 'PONG-13',
    sentence: 'The tenth of the observers who watch a game is told of no tick.',
    says: /Observer 10 (was told|waited)|updates that Observer 10 was told/,
    // The players have the first two lines.
    interferes: () => loses(onLine(11, ofType('game_update'))),
  },
  {
    id: 'pong-lost-observer-stops-the-game',
    system: 'pong',
    requirement: 'PONG-13',
    sentence:
      "When an observer's connection breaks in the middle of a message, nobody else is told another tick.",
    says: /(Ana|Bo) waited .* for player \d's paddle (above|below) \d+, in vain/,
    interferes: () => {
      const stopped = new Set<string>();
      return knowingTheRoom({
        ...loses((frame, line) => frame.type === 'game_update' && stopped.has(line.path)),
        left(line) {
          if (partOf(line) === 'observer') stopped.add(line.path);
          return true;
        },
      });
    },
  },
];

const POINTS = /^([1-9]\d?|100)$/;
/** As a line ends whose server has fallen (RFC 6455, 7.1.5). */
const WITHOUT_A_WORD = 1006;
