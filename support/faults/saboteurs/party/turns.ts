import { randomUUID } from 'node:crypto';
import { alters } from '../habits';
import type { Frame, Line, Saboteur } from '../interference';
import { atTable, OBSERVER, type Table } from './table';
import { fieldsOf, frameOf, listOf } from './tools';

const isFight = ({ type, active }: Frame): boolean => type === 'combat_state' && active === true;
const isLast = (table: Table, line: Line): boolean =>
  table.companyOf(line).findLast((other) => table.ownerOf(other) !== OBSERVER) === line;

/** Fights turn by turn, and who joins them late. */
export const TURNS: readonly Saboteur[] = [
  {
    id: 'party-turn-of-another-told',
    system: 'party',
    requirement: 'PARTY-10',
    sentence:
      'In the second round one player is told that somebody else has the turn than the others are told.',
    says: /turn/,
    interferes: atTable((table) =>
      alters(
        (frame, line) => isFight(frame) && Number(frame.round) === 2 && isLast(table, line),
        (frame, line) => {
          const order = listOf(frame.initiative).map(({ id }) => id);
          const next = order[(order.indexOf(frame.current_turn) + 1) % order.length];
          return { ...frame, current_turn: next, your_turn: next === table.ownerOf(line) };
        },
      ),
    ),
  },
  {
    id: 'party-tie-the-other-way',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'Of two with the same initiative the one who was named last comes first.',
    says: /a fight in the order|the order/,
    interferes: () =>
      alters(isFight, (frame) => {
        const order = listOf(frame.initiative);
        const initiative = order
          .toReversed()
          .sort((one, other) => Number(other.initiative ?? 0) - Number(one.initiative ?? 0));
        return initiative.some((one) => one.initiative !== undefined) ? { ...frame, initiative } : frame;
      }),
  },
  {
    id: 'party-out-of-turn-by-request',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'Who does not have the turn may act by request.',
    says: /waited .* "Not your turn|no right to it/,
    interferes: () => ({
      answered(answer, { path }) {
        const { detail } = frameOf(answer.body) ?? {};
        if (!path.startsWith('/action') || !String(detail).startsWith('Not your turn')) return answer;
        return {
          ...answer,
          status: 200,
          body: JSON.stringify({ action_id: randomUUID(), status: 'pending' }),
        };
      },
    }),
  },
  {
    id: 'party-acts-in-a-monsters-turn',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'While a monster has the turn, players may act.',
    says: /waited .* for the action to be rejected/,
    interferes: atTable((table) =>
      alters(
        ({ status, error }) => status === 'rejected' && !/Elara|Thorin|Vex|Gorm/.test(String(error)),
        (frame, line) => {
          const mine = table.fight?.current_turn === table.ownerOf(line);
          return mine ? frame : { type: 'action_status', action_id: randomUUID(), status: 'pending' };
        },
      ),
    ),
  },
  {
    id: 'party-end-of-fight-untold',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'Whoever had the turn when the fight ended is not told that it is over.',
    says: /waited .* for the end of the fight/,
    interferes: atTable((table) => {
      let turn: unknown;
      return {
        told(frame, line) {
          if (isFight(frame)) turn = frame.current_turn;
          const isEnd = frame.type === 'combat_state' && frame.active === false;
          return isEnd && table.ownerOf(line) === turn ? [] : [frame];
        },
      };
    }),
  },
  {
    id: 'party-rounds-not-counted',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'After the last turn of a round the first one comes again, and the round stays the same.',
    says: /in round 2|the round/,
    interferes: () =>
      alters(
        (frame) => isFight(frame) && frame.mode === 'turn_based',
        (frame) => ({ ...frame, round: 1 }),
      ),
  },
  {
    id: 'party-others-hit-points-in-a-fight',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'In a fight the conditions of a wounded character give away its hit points to the others.',
    says: /what has befallen \w+: expected/,
    interferes: atTable((table) => {
      const points = new Map<unknown, string>();
      return {
        asked(question) {
          const { params } = frameOf(question.body) ?? {};
          const { player, hit_points } = fieldsOf(fieldsOf(params).arguments);
          if (hit_points !== undefined) points.set(player, `${String(hit_points)} hit points`);
          return question;
        },
        told(frame, line) {
          if (!isFight(frame)) return [frame];
          const initiative = listOf(frame.initiative).map((one) => {
            const left = one.id === table.ownerOf(line) ? undefined : points.get(one.id);
            const conditions = Array.isArray(one.conditions) ? one.conditions : [];
            return left === undefined ? one : { ...one, conditions: [...conditions, left] };
          });
          return [{ ...frame, initiative }];
        },
      };
    }),
  },
  {
    id: 'party-nothing-befalls-anybody-in-a-fight',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'In a fight nobody sees what has befallen anybody.',
    says: /what has befallen Elara: expected \[\]/,
    interferes: () =>
      alters(isFight, (frame) => ({
        ...frame,
        initiative: listOf(frame.initiative).map((one) => ({ ...one, conditions: [] })),
      })),
  },
  {
    id: 'party-own-hit-points-of-before',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'In a fight a wounded player is shown as many own hit points as there can be.',
    says: /own \d+ of \d+ hit points|hit points/,
    interferes: () =>
      alters(
        (frame) => isFight(frame) && frame.hit_points !== undefined,
        (frame) => ({ ...frame, hit_points: frame.max_hit_points }),
      ),
  },
  {
    id: 'party-removed-takes-the-turn-along',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'When a player is removed in the own turn, the turn passes over the next one.',
    says: /turn/,
    interferes: atTable((table) => {
      let [turn, skips]: [unknown, boolean] = [undefined, false];
      return {
        told(frame, line) {
          if (!isFight(frame)) return [frame];
          const order = listOf(frame.initiative).map(({ id }) => id);
          skips ||= turn !== undefined && !order.includes(turn);
          turn = frame.current_turn;
          if (!skips) return [frame];
          const next = order[(order.indexOf(turn) + 1) % order.length];
          return [{ ...frame, current_turn: next, your_turn: next === table.ownerOf(line) }];
        },
      };
    }),
  },
  {
    id: 'party-return-to-a-fight-untold',
    system: 'party',
    requirement: 'PARTY-18',
    sentence: 'Who comes in the middle of a fight is told how it stands; who comes back to it is not.',
    says: /waited .* turn|waited .* for/,
    interferes: atTable((table) => ({
      told(frame, line) {
        const earlier = table.lines.filter(
          (other) => other !== line && table.ownerOf(other) === table.ownerOf(line),
        );
        if (frame.type === 'connected' && table.fight && earlier.length > 0) line.notes.set('deaf', true);
        return isFight(frame) && line.notes.delete('deaf') ? [] : [frame];
      },
    })),
  },
  {
    id: 'party-fight-of-before',
    system: 'party',
    requirement: 'PARTY-18',
    sentence: 'Who comes in the middle of a fight is told how it stood when it began.',
    says: /turn|submitted/,
    interferes: atTable((table) => {
      let began: Frame | undefined;
      return {
        told(frame, line) {
          if (frame.type === 'connected' && began) line.notes.set('late', true);
          if (frame.type !== 'combat_state') return [frame];
          if (frame.active === false) began = undefined;
          else began ??= frame;
          const owner = table.ownerOf(line);
          if (!began || !line.notes.delete('late')) return [frame];
          const { current_turn, round, submitted, waiting_for } = began;
          const waits = Array.isArray(waiting_for) ? waiting_for.includes(owner) : current_turn === owner;
          const lists = submitted === undefined ? {} : { submitted, waiting_for };
          return [{ ...frame, current_turn, round, ...lists, your_turn: waits }];
        },
      };
    }),
  },
];
