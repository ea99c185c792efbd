import type { Saboteur } from '../interference';
import { atTable } from './table';
import { callIn, givenIn, grants, isRefused, withGiven } from './tools';

/** The orders that change a sheet among two hundred of all kinds are a few more. */
const MOST_CHANGES = 60;

/** What the host is told that is not so: orders that were refused or forgotten, and confirmed. */
export const CONFIRMED: readonly Saboteur[] = [
  {
    id: 'party-senseless-orders-confirmed',
    system: 'party',
    requirement: 'PARTY-21',
    sentence:
      'Orders that make no sense, other than answers, are confirmed to the host: there is nobody to fight with, no round to be ended, no turn to be passed.',
    says: /waited .* for the order to be refused/,
    interferes: () => ({
      answered(answer, question) {
        const call = callIn(question);
        const isOther = call !== undefined && call.tool !== 'party_resolve_action';
        return isOther && isRefused(answer) ? grants(question, { status: 'done' }) : answer;
      },
    }),
  },
  {
    id: 'party-answer-to-nothing-confirmed',
    system: 'party',
    requirement: 'PARTY-21',
    sentence: 'An answer to an action that nobody has declared is confirmed, and told to nobody.',
    says: /waited .* for the order to be refused/,
    interferes: atTable((table) => ({
      answered(answer, question) {
        const { tool, asks = {} } = callIn(question) ?? {};
        const { action_id } = asks;
        const isKnown = table.actions.some(({ id }) => id === action_id);
        if (tool !== 'party_resolve_action' || isKnown || !isRefused(answer)) return answer;
        const { id: message_id, timestamp } = table.announcement('');
        return grants(question, { action_id, status: 'resolved', message_id, timestamp });
      },
    })),
  },
  {
    id: 'party-no-session-shown-as-one',
    system: 'party',
    requirement: 'PARTY-16',
    sentence: 'A host without a session who looks at it sees one at which nobody sits.',
    says: /whether a session is running/,
    interferes: () => ({
      answered(answer, question) {
        const given = callIn(question)?.tool === 'get_party_status' ? givenIn(answer) : undefined;
        return given?.status === 'stopped' ? withGiven(answer, { status: 'running', players: [] }) : answer;
      },
    }),
  },
  {
    id: 'party-last-changes-forgotten',
    system: 'party',
    requirement: 'PARTY-13',
    sentence:
      'Of two hundred orders the last that change a sheet are confirmed, and what they changed is as it was before.',
    says: /hit points after all orders/,
    interferes: () => {
      let changes = 0;
      return {
        asked(question) {
          const call = callIn(question);
          if (call?.tool !== 'update_character') return question;
          changes += 1;
          const { player: player_id, ...sheet } = call.asks;
          return changes > MOST_CHANGES ? grants(question, { player_id, ...sheet }) : question;
        },
      };
    },
  },
];
