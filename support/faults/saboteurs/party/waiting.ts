import { randomUUID } from 'node:crypto';
import type { Saboteur } from '../interference';
import { atTable, OBSERVER, tokenOf } from './table';
import { callIn, fieldsOf, frameOf, givenIn, refuses, withGiven } from './tools';

/** What waits for the host, and what is told of it. */
export const WAITING: readonly Saboteur[] = [
  {
    id: 'party-first-action-lost',
    system: 'party',
    requirement: 'PARTY-02',
    sentence:
      'A player learns that the action waits, and it does not: the first one of a session never reaches the host.',
    says: /actions that are waiting for the host|own action to be taken up/,
    interferes: atTable((table) => {
      const begun = new Set<unknown>();
      return {
        said(frame, line) {
          const session = table.seatAt(line)?.host;
          if (frame.type !== 'action' || begun.has(session)) return [frame];
          begun.add(session);
          line.tell({ type: 'action_status', action_id: randomUUID(), status: 'pending' });
          return [];
        },
      };
    }),
  },
  {
    id: 'party-observer-told-of-waiting',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: 'The observer is told where each action stands that is waiting.',
    says: /was told where an action of .* stands|must not see .*action status/,
    interferes: atTable((table) => ({
      told(frame, line) {
        const isOwn = frame.type === 'action_status' && frame.status === 'pending';
        if (isOwn && table.devicesOf(line)[0] === line)
          for (const other of table.companyOf(line)) if (table.ownerOf(other) === OBSERVER) other.tell(frame);
        return [frame];
      },
    })),
  },
  {
    id: 'party-waiting-not-found',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: 'Who asks after an action that is waiting is told that there is no such thing.',
    says: /would not give the status of an action/,
    interferes: () => ({
      answered(answer, { path }) {
        const isStatus = /^\/action\/[^/?]+\/status/.test(path);
        if (!isStatus || frameOf(answer.body)?.status !== 'pending') return answer;
        return { ...answer, status: 404, body: JSON.stringify({ detail: 'There is no such action.' }) };
      },
    }),
  },
  {
    id: 'party-empty-queue-refused',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: 'The host who takes up the next action while nobody waits is refused.',
    says: /The host's order was refused \(takes up the next action\)/,
    interferes: () => ({
      answered(answer, question) {
        const isPop = callIn(question)?.tool === 'party_pop_action';
        return isPop && givenIn(answer)?.action === null ? refuses(question, 'Nobody is waiting.') : answer;
      },
    }),
  },
  {
    id: 'party-actions-of-a-fight-gone',
    system: 'party',
    requirement: 'PARTY-11',
    sentence: 'What was declared in a fight and not answered is out of the queue when the fight ends early.',
    says: /actions that are waiting for the host/,
    interferes: () => {
      const over = new Set<unknown>();
      return {
        answered(answer, question) {
          const tool = callIn(question)?.tool;
          const given = givenIn(answer);
          if (tool === 'end_combat' && given) over.add(tokenOf(question));
          if (!given || !over.has(tokenOf(question))) return answer;
          if (tool === 'party_pop_action') return withGiven(answer, { action: null });
          if (tool !== 'get_party_status') return answer;
          return withGiven(answer, { ...given, queue: { ...fieldsOf(given.queue), pending: 0 } });
        },
      };
    },
  },
];
