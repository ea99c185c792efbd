import { alters, mishears, ofType, swaps } from '../habits';
import type { Saboteur } from '../interference';
import { forThe, having, knowingTheRoom, othersIn, partOf, refusalOf, roomOf } from './seats';

/** Faulty servers whose rooms are made, entered and left in the wrong way. */
export const ROOM_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'pong-unmade-room-second-place',
    system: 'pong',
    requirement: 'PONG-01',
    sentence: 'Whoever joins a room that nobody has made is player two in it, though nobody is player one.',
    says: /joined as player 1.*in vain/,
    interferes: () => {
      const made = new Set<string>();
      return {
        said(frame, line) {
          if (frame.type === 'create_room') made.add(line.path);
          return [frame];
        },
        told: (frame, line) =>
          frame.type === 'joined_as_player' && !made.has(line.path) ? [{ ...frame, player_num: 2 }] : [frame],
      };
    },
  },
  {
    id: 'pong-greatest-limit-one-short',
    system: 'pong',
    requirement: 'PONG-01',
    sentence: 'A room to the greatest number of points, 100, is made to 99.',
    says: /the room to 100 was made, in vain.*the points limit: expected 99/s,
    interferes: () =>
      mishears(having('points_limit', 100, ofType('create_room')), (frame) => ({
        ...frame,
        points_limit: 99,
      })),
  },
  {
    id: 'pong-limit-rounded',
    system: 'pong',
    requirement: 'PONG-01',
    sentence: 'An order for a room to two and a half points is rounded, and not refused.',
    says: /"Invalid points limit", in vain/,
    interferes: () =>
      mishears(ofType('create_room'), (frame) =>
        typeof frame.points_limit === 'number'
          ? { ...frame, points_limit: Math.round(frame.points_limit) }
          : frame,
      ),
  },
  {
    id: 'pong-room-made-twice',
    system: 'pong',
    requirement: 'PONG-01',
    sentence: 'Whoever makes a room that there is already is told that it was made.',
    says: /"Room already exists", in vain/,
    interferes: () =>
      alters(refusalOf('Room already exists'), (_frame, line) => ({
        type: 'room_created',
        room_code: roomOf(line),
        points_limit: 5,
      })),
  },
  {
    id: 'pong-second-is-first-too',
    system: 'pong',
    requirement: 'PONG-02',
    sentence: 'The second player to join is told to be player one, as the first was.',
    says: /joined as player 2, in vain/,
    interferes: () =>
      alters(having('player_num', 2, ofType('joined_as_player')), (frame) => ({ ...frame, player_num: 1 })),
  },
  {
    id: 'pong-status-before-the-door',
    system: 'pong',
    requirement: 'PONG-02',
    sentence: "The second player learns the room's status first, and only then of being let in.",
    says: /Bo had not joined yet, and was told .*waiting for ready/,
    interferes: () => swaps(having('player_num', 2, ofType('joined_as_player'))),
  },
  {
    id: 'pong-room-incomplete-for-the-first',
    system: 'pong',
    requirement: 'PONG-02',
    sentence:
      'When the second player has joined, the first is told that the room still waits for an opponent.',
    says: /Ana waited .* for the game to be waiting for ready, in vain/,
    interferes: () =>
      knowingTheRoom(
        alters(forThe(1, having('status', 'waiting_for_ready', ofType('status_change'))), (frame) => ({
          ...frame,
          status: 'waiting_for_opponent',
        })),
      ),
  },
  {
    id: 'pong-third-shares-a-place',
    system: 'pong',
    requirement: 'PONG-16',
    sentence: 'A third player is told to be player two, as somebody else is.',
    says: /joined as an observer, in vain/,
    interferes: () => {
      const asked = new Map<string, unknown>();
      return {
        said(frame, line) {
          if (frame.type === 'join_game') asked.set(`${line.number}`, frame.role);
          return [frame];
        },
        told: (frame, line) =>
          frame.type === 'joined_as_observer' && asked.get(`${line.number}`) !== 'observer'
            ? [{ ...frame, type: 'joined_as_player', player_num: 2 }]
            : [frame],
      };
    },
  },
  {
    id: 'pong-left-place-is-two',
    system: 'pong',
    requirement: 'PONG-16',
    sentence: 'When player one has left, whoever comes next is told to be player two, of whom there is one.',
    says: /joined as player 1, in vain/,
    interferes: () => {
      const left = new Set<string>();
      return {
        told(frame, line) {
          if (frame.type === 'player_disconnected' && frame.player_num === 1) left.add(line.path);
          const isNext = frame.type === 'joined_as_player' && left.has(line.path);
          return [isNext ? { ...frame, player_num: 2 } : frame];
        },
      };
    },
  },
  {
    id: 'pong-observer-moves-up',
    system: 'pong',
    requirement: 'PONG-16',
    sentence: 'An observer is told to be player two as soon as that place becomes free.',
    says: /Cy had joined already, and was told .*joined as player 2/,
    interferes: () =>
      knowingTheRoom({
        told: (frame, line) =>
          frame.type === 'player_disconnected' && partOf(line) === 'observer'
            ? [frame, { type: 'joined_as_player', player_num: frame.player_num, room_code: roomOf(line) }]
            : [frame],
      }),
  },
  {
    id: 'pong-thirteenth-room-stays',
    system: 'pong',
    requirement: 'PONG-09',
    sentence: 'Of twenty rooms that two players leave in the same instant, the thirteenth stays.',
    says: /the room was made, in vain|Room already exists/,
    interferes: () => {
      const abandoned: string[] = [];
      return {
        left(line) {
          if (othersIn(line).length > 0) return true;
          abandoned.push(line.path);
          return abandoned.length !== 13;
        },
      };
    },
  },
  {
    id: 'pong-unjoined-room-taken',
    system: 'pong',
    requirement: 'PONG-09',
    sentence: 'A room that nobody has joined yet may be made once more.',
    says: /Bo waited .*"Room already exists", in vain/,
    interferes: () => {
      const joined = new Set<string>();
      return {
        said(frame, line) {
          if (frame.type === 'join_game') joined.add(line.path);
          return [frame];
        },
        told: (frame, line) =>
          refusalOf('Room already exists')(frame, line) && !joined.has(line.path)
            ? [{ type: 'room_created', room_code: roomOf(line), points_limit: 5 }]
            : [frame],
      };
    },
  },
  {
    id: 'pong-unjoined-room-stays',
    system: 'pong',
    requirement: 'PONG-09',
    sentence: 'A room that was made and that nobody joined within a minute stays for good.',
    says: /Bo waited .*the room was made, in vain/,
    interferes: () => {
      const made = new Set<string>();
      return {
        said(frame, line) {
          if (frame.type !== 'create_room' || !made.has(line.path)) return [frame];
          line.tell({ type: 'error', message: 'Room already exists' });
          return [];
        },
        told(frame, line) {
          if (frame.type === 'room_created') made.add(line.path);
          if (frame.type === 'joined_as_player') made.delete(line.path);
          return [frame];
        },
      };
    },
  },
  {
    id: 'pong-long-code-cut',
    system: 'pong',
    requirement: 'PONG-15',
    sentence: 'There is a room with any code: one of more than 50 characters is cut, and not refused.',
    says: /Ana waited .* for the server to refuse the connection \(404\), in vain/,
    interferes: () => ({
      came: (path) => path.replace(CODE, (_, before: string, code: string) => before + code.slice(0, 50)),
    }),
  },
];

/** A room's code, in a path. */
const CODE = /^(\/[^/]+\/[^/]+\/)([^/]+)/;
