import { randomUUID } from 'node:crypto';
import { alters, loses } from '../habits';
import type { Frame, Saboteur } from '../interference';
import { atTable, type Table } from './table';
import { wordsOf } from './tools';

const isRound = ({ mode }: Frame): boolean => mode === 'simultaneous';

/** A message that says other things about who has acted and who is waited for. */
function withLists(table: Table, change: (submitted: string[], waiting: string[]) => [string[], string[]]) {
  return alters(isRound, (frame, line) => {
    const [submitted, waiting_for] = change(wordsOf(frame.submitted), wordsOf(frame.waiting_for));
    return { ...frame, submitted, waiting_for, your_turn: waiting_for.includes(table.ownerOf(line) ?? '') };
  });
}

/** Fights all at once. */
export const ROUNDS: readonly Saboteur[] = [
  {
    id: 'party-acts-twice-in-a-round',
    system: 'party',
    requirement: 'PARTY-11',
    sentence: 'Who has acted in a round may act in it once more.',
    says: /waited .* for the action to be rejected \("Already submitted this round"\)|from two devices|same instant/,
    interferes: () =>
      alters(
        ({ error }) => error === 'Already submitted this round',
        () => ({ type: 'action_status', action_id: randomUUID(), status: 'pending' }),
      ),
  },
  {
    id: 'party-round-answered-one-by-one',
    system: 'party',
    requirement: 'PARTY-11',
    sentence: 'The end of a round is told as an answer to each action of it, and not as one to all.',
    says: /as the one answer to \d+ actions?/,
    interferes: () => {
      const ids = new Map<string, string>();
      const idOf = (action: string): string => {
        const id = ids.get(action) ?? randomUUID();
        ids.set(action, id);
        return id;
      };
      return {
        told({ action_ids, ...frame }) {
          const actions = wordsOf(action_ids);
          if (frame.action_id !== null || actions.length < 2)
            return [action_ids ? { ...frame, action_ids } : frame];
          const begins = Date.parse(String(frame.timestamp));
          return actions.map((action_id, place) => {
            const timestamp = new Date(begins + place).toISOString();
            return { ...frame, id: idOf(action_id), timestamp, action_id };
          });
        },
      };
    },
  },
  {
    id: 'party-round-one-behind',
    system: 'party',
    requirement: 'PARTY-11',
    sentence: 'Whoever has acted last is still waited for, until the next one acts.',
    says: /word that .* submitted and .* did not/,
    interferes: atTable((table) =>
      withLists(table, (submitted, waiting) => [
        submitted.slice(0, -1),
        [...submitted.slice(-1), ...waiting],
      ]),
    ),
  },
  {
    id: 'party-waits-for-the-removed',
    system: 'party',
    requirement: 'PARTY-11',
    sentence: 'A round waits for a player who was removed.',
    says: /word that .* submitted and .* did not/,
    interferes: atTable((table) =>
      withLists(table, (submitted, waiting) => {
        const removed = table.seats.filter((seat) => seat.removed).map(({ player }) => player);
        return [submitted, [...waiting, ...removed]];
      }),
    ),
  },
  {
    id: 'party-round-begins-with-the-last',
    system: 'party',
    requirement: 'PARTY-11',
    sentence: 'In the next round those count as having acted who did so in the round before.',
    says: /round 2|submitted|word that/,
    interferes: atTable((table) => {
      let before: string[] = [];
      return alters(isRound, (frame, line) => {
        if (Number(frame.round) === 1) {
          before = wordsOf(frame.submitted);
          return frame;
        }
        const all = [...wordsOf(frame.submitted), ...wordsOf(frame.waiting_for)];
        const waiting_for = all.filter((id) => !before.includes(id));
        const submitted = all.filter((id) => before.includes(id));
        return {
          ...frame,
          submitted,
          waiting_for,
          your_turn: waiting_for.includes(table.ownerOf(line) ?? ''),
        };
      });
    }),
  },
  {
    id: 'party-round-kept-from-one',
    system: 'party',
    requirement: 'PARTY-11',
    sentence: 'Who has not acted in a round is not told that the own turn in it goes on when others act.',
    says: /waited .* (word that|round)/,
    interferes: atTable((table) =>
      loses(
        (frame, line) =>
          isRound(frame) &&
          wordsOf(frame.submitted).length === 2 &&
          !wordsOf(frame.submitted).includes(table.ownerOf(line) ?? ''),
      ),
    ),
  },
  {
    id: 'party-not-in-the-fight-acts',
    system: 'party',
    requirement: 'PARTY-11',
    sentence:
      'Who is not in a fight all at once is told that the action waits, and it never reaches the host.',
    says: /Not in this fight/,
    interferes: () =>
      alters(
        ({ error }) => error === 'Not in this fight',
        () => ({ type: 'action_status', action_id: randomUUID(), status: 'pending' }),
      ),
  },
  {
    id: 'party-answered-again-with-the-round',
    system: 'party',
    requirement: 'PARTY-11',
    sentence: 'The answer to a round counts once more what was answered by itself in it.',
    says: /as the one answer to \d+ actions?/,
    interferes: () => {
      const alone = new Set<string>();
      return alters(
        ({ type, action_id, action_ids }) => {
          if (type === 'narrative' && typeof action_id === 'string') alone.add(action_id);
          return type === 'narrative' && Array.isArray(action_ids);
        },
        (frame) => ({ ...frame, action_ids: [...new Set([...alone, ...wordsOf(frame.action_ids)])] }),
      );
    },
  },
];
