import { alters } from '../habits';
import type { Frame, Saboteur } from '../interference';
import { atTable } from './table';
import { wordsOf } from './tools';

/** What the contract says of messages, and the order in which all are told the same. */
export const FORMS: readonly Saboteur[] = [
  {
    id: 'party-undeclared-field',
    system: 'party',
    requirement: 'ALL-04',
    sentence: 'A change to a character is told with the time of it, of which the contract says nothing.',
    says: /character_update must NOT have additional properties \(at\)/,
    interferes: () =>
      alters(
        ({ type }) => type === 'character_update',
        (frame) => ({ ...frame, at: new Date(0).toISOString() }),
      ),
  },
  {
    id: 'party-round-after-the-fight',
    system: 'party',
    requirement: 'ALL-04',
    sentence: 'When a fight is over, its last round is still told.',
    says: /does not allow: combat_state\/round/,
    interferes: () => {
      let round: unknown = 1;
      return alters(
        ({ type }) => type === 'combat_state',
        (frame: Frame) => {
          if (frame.active !== true) return { ...frame, round };
          round = frame.round;
          return frame;
        },
      );
    },
  },
  {
    id: 'party-undeclared-type',
    system: 'party',
    requirement: 'ALL-04',
    sentence:
      'Whoever is welcomed is told who is there, in a message of a type that the contract does not have.',
    says: /has no message of type "members"/,
    interferes: atTable((table) => ({
      told(frame, line) {
        if (frame.type !== 'connected') return [frame];
        const members = table.companyOf(line).map((other) => table.ownerOf(other));
        return [frame, { type: 'members', members: wordsOf(members) }];
      },
    })),
  },
  {
    id: 'party-thought-before-answer',
    system: 'party',
    requirement: 'ALL-03',
    sentence:
      'A player who uses two devices is told on the second one what everybody is told in another order.',
    says: /were told different things of the same session/,
    interferes: atTable((table) => {
      const kept = new Map<unknown, Frame>();
      return {
        told(frame, line) {
          const owed = kept.get(line);
          kept.delete(line);
          if (owed) return [frame, owed];
          const isLate = frame.type === 'thinking' && table.devicesOf(line)[0] !== line;
          if (!isLate) return [frame];
          kept.set(line, frame);
          return [];
        },
      };
    }),
  },
];
