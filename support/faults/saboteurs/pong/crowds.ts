import { doubles, loses, ofType, onLine, swaps, tellsEverybody, theNth } from '../habits';
import type { Line, Saboteur } from '../interference';
import { forThe, knowingTheRoom, othersIn } from './seats';

const update = ofType('game_update');

/** Faulty servers that lose, repeat, mix up or misdirect what is told where many rooms, people or ticks are. */
export const CROWD_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'pong-tick-in-another-room',
    system: 'pong',
    requirement: 'PONG-06',
    sentence: 'One tick of the third game is told in all others as well.',
    says: /it is what the room .* was told|the scores that|paddle .*go from/,
    // The third room begins with the fifth line.
    interferes: () => tellsEverybody(onLine(4, theNth(3, update))),
  },
  {
    id: 'pong-leaving-told-next-door',
    system: 'pong',
    requirement: 'PONG-06',
    sentence: 'That a player has left is told in other rooms, too.',
    says: /was told that player 2 has left, and not that the game waits/,
    interferes: () => tellsEverybody(ofType('player_disconnected')),
  },
  {
    id: 'pong-code-of-another-room',
    system: 'pong',
    requirement: 'PONG-06',
    sentence: 'The tenth room is named to the one who joins it by the code of the first.',
    says: /is in the room .* and was told of the room|the word that one has joined, in vain.*the room: expected/s,
    interferes: () => {
      let first: unknown;
      let joined = 0;
      return {
        told(frame) {
          if (frame.type !== 'joined_as_player') return [frame];
          first ??= frame.room_code;
          joined += 1;
          return [joined === 20 ? { ...frame, room_code: first } : frame];
        },
      };
    },
  },
  {
    id: 'pong-capitals-are-small',
    system: 'pong',
    requirement: 'PONG-06',
    sentence: 'A room whose code is the same but for capitals counts as the same room.',
    says: /Cy waited .* the room was made, in vain|Room already exists/,
    interferes: () => {
      const made = new Set<string>();
      return {
        said(frame, line) {
          if (frame.type !== 'create_room') return [frame];
          const code = line.path.toLowerCase();
          if (!made.has(code)) {
            made.add(code);
            return [frame];
          }
          line.tell({ type: 'error', message: 'Room already exists' });
          return [];
        },
      };
    },
  },
  {
    id: 'pong-fiftieth-observer-misses-a-tick',
    system: 'pong',
    requirement: 'PONG-13',
    sentence: 'The fiftieth observer misses one tick of two hundred.',
    says: /updates that Observer 50 was told: expected .* length of 200 but got 199|Observer 50 were told different things/,
    interferes: () => loses(onLine(51, theNth(150, update))),
  },
  {
    id: 'pong-thousandth-tick-unobserved',
    system: 'pong',
    requirement: 'PONG-13',
    sentence: 'In a long game an observer misses the thousandth tick.',
    says: /were told different things of the same room|updates that Olive was told/,
    interferes: () => knowingTheRoom(loses(forThe('observer', theNth(1_000, update)))),
  },
  {
    id: 'pong-tick-told-twice',
    system: 'pong',
    requirement: 'ALL-02',
    sentence: 'After a hundred ticks, player two is told one of them twice.',
    says: /updates that Bo was told: expected .* length|Bo were told different things of the same room/,
    interferes: () => knowingTheRoom(doubles(forThe(2, theNth(60, update)))),
  },
  {
    id: 'pong-ticks-swapped',
    system: 'pong',
    requirement: 'ALL-02',
    sentence: 'Observers are told two ticks in the wrong order.',
    says: /the first update that (Olive|Otto) was told otherwise|(Olive|Otto) were told different things of the same room/,
    interferes: () => knowingTheRoom(swaps(forThe('observer', theNth(40, update)))),
  },
  {
    id: 'pong-late-echo',
    system: 'pong',
    requirement: 'ALL-02',
    sentence: 'An observer is told the first tick again, long after.',
    says: /updates that (Olive|Otto) was told: expected .* length|(Olive|Otto) were told different things of the same room/,
    interferes: () => {
      const first = new Map<Line, readonly [object, number]>();
      return knowingTheRoom({
        told(frame, line) {
          if (!forThe('observer', update)(frame, line)) return [frame];
          const [early, count] = first.get(line) ?? [frame, 0];
          first.set(line, [early, count + 1]);
          return count === 90 ? [frame, { ...early }] : [frame];
        },
      });
    },
  },
  {
    id: 'pong-third-comer-left-in-the-dark',
    system: 'pong',
    requirement: 'ALL-03',
    sentence: "Whoever comes when two are there already is let in, and not told the room's status.",
    says: /for the room's status, in vain|for the game to be .*, in vain/,
    interferes: () =>
      knowingTheRoom({
        told(frame, line) {
          if (frame.type !== 'status_change' || line.notes.has('told')) return [frame];
          line.notes.set('told', true);
          return othersIn(line).length < 2 ? [frame] : [];
        },
      }),
  },
];
