import { randomUUID } from 'node:crypto';
import { alters } from '../habits';
import type { Frame, Saboteur } from '../interference';
import { atTable } from './table';
import { listOf } from './tools';

const isFight = ({ type, active }: Frame): boolean => type === 'combat_state' && active === true;
const isByTurns = (frame: Frame): boolean => isFight(frame) && frame.mode === 'turn_based';

/** The order of a fight, and whose turn it is by it. */
export const INITIATIVE: readonly Saboteur[] = [
  {
    id: 'party-slowest-first',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'Everybody sees the order of a fight with the slowest first and the quickest last.',
    says: /in the order/,
    interferes: () =>
      alters(isByTurns, (frame) => ({ ...frame, initiative: listOf(frame.initiative).toReversed() })),
  },
  {
    id: 'party-monsters-unseen',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'Monsters have no place in the order of a fight that players see.',
    says: /in the order/,
    interferes: atTable((table) =>
      alters(isByTurns, (frame) => {
        const players = new Set<unknown>(table.seats.map(({ player }) => player));
        return { ...frame, initiative: listOf(frame.initiative).filter(({ id }) => players.has(id)) };
      }),
    ),
  },
  {
    id: 'party-leaver-passed-over',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'The turn of a player who leaves in a fight is passed over.',
    says: /waited .* for \w+'s turn in round/,
    interferes: atTable((table) =>
      alters(isByTurns, (frame, line) => {
        const order = listOf(frame.initiative).map(({ id }) => id);
        const isHere = (id: unknown) => table.companyOf(line).some((other) => table.ownerOf(other) === id);
        const hasLeft = (id: unknown) => !isHere(id) && table.lines.some((one) => table.ownerOf(one) === id);
        const from = order.indexOf(frame.current_turn);
        const next = [...order.slice(from), ...order.slice(0, from)].find((id) => !hasLeft(id));
        return { ...frame, current_turn: next, your_turn: next === table.ownerOf(line) };
      }),
    ),
  },
  {
    id: 'party-first-turn-refused',
    system: 'party',
    requirement: 'PARTY-10',
    sentence: 'Whoever has the first turn of a fight acts, and is told that it is not the own turn.',
    says: /waited .* for the own action to be waiting/,
    interferes: atTable((table) => ({
      said(frame, line) {
        const { fight } = table;
        const isOwn = fight?.mode === 'turn_based' && fight.current_turn === table.ownerOf(line);
        const isFirst = fight?.current_turn === listOf(fight?.initiative)[0]?.id;
        if (frame.type !== 'action' || !isOwn || !isFirst) return [frame];
        const error = 'Not your turn. Waiting for Gorm.';
        line.tell({ type: 'action_status', action_id: randomUUID(), status: 'rejected', error });
        return [];
      },
    })),
  },
  {
    id: 'party-newcomer-has-the-turn',
    system: 'party',
    requirement: 'PARTY-18',
    sentence: 'Whoever comes in the middle of a fight is shown it as if the own turn had come.',
    says: /told that it is the own turn, and it is not/,
    interferes: () => {
      const fresh = new Set<unknown>();
      return alters(
        (frame, line) => {
          if (frame.type === 'connected') fresh.add(line);
          return isByTurns(frame) && fresh.delete(line);
        },
        (frame) => ({ ...frame, your_turn: true }),
      );
    },
  },
];
