import { randomUUID } from 'node:crypto';
import { mishears, ofType, swallows } from '../habits';
import type { Close, Line, Saboteur } from '../interference';

const LONGEST_ACTION = 4_000;
/** So many actions at once are a player's fill. */
const FILL = 10;
/** Too big, and silent for too long. */
const WITH_A_REASON = [1009, 1001];
const WITHOUT_A_REASON: Close = { code: 1005, reason: '' };

function canBe(text: unknown): boolean {
  return typeof text === 'string' && [...text].length <= LONGEST_ACTION && !/\0|\p{Surrogate}/u.test(text);
}

/** What a machine may say, how much of it, and for how long it may be silent. */
export const LIMITS: readonly Saboteur[] = [
  {
    id: 'party-senseless-actions-wait',
    system: 'party',
    requirement: 'PARTY-19',
    sentence:
      'An action that is no text, or too much of it, is said to wait for the host, at the table and by a request that should be declined.',
    says: /waited .* for (the action to be rejected, or an error answer|an answer that declines)/,
    interferes: () => ({
      said(frame, line) {
        if (frame.type !== 'action' || canBe(frame.text)) return [frame];
        line.tell({ type: 'action_status', action_id: randomUUID(), status: 'pending' });
        return [];
      },
      answered(answer, { method, path }) {
        const isWrong = method === 'POST' && path.startsWith('/action') && [400, 413].includes(answer.status);
        if (!isWrong) return answer;
        const body = JSON.stringify({ action_id: randomUUID(), status: 'pending' });
        return { ...answer, status: 200, body };
      },
    }),
  },
  {
    id: 'party-letters-lost',
    system: 'party',
    requirement: 'PARTY-19',
    sentence:
      'Of an action that is written in another alphabet, or in pictures, the host reads question marks.',
    says: /what the host reads/,
    interferes: () =>
      mishears(ofType('action'), ({ text, ...frame }) => ({
        ...frame,
        text: typeof text === 'string' ? text.replace(/[^\p{ASCII}]/gu, '?') : text,
      })),
  },
  {
    id: 'party-cut-off-without-a-word',
    system: 'party',
    requirement: 'PARTY-19',
    sentence:
      'Whoever is disconnected for a message too big, or given up for want of a sign of life, is not told why.',
    says: /waited .* to close the connection \(100[19]|without a reason/,
    interferes: () => ({
      closed: (close) => (WITH_A_REASON.includes(close.code) ? WITHOUT_A_REASON : close),
    }),
  },
  {
    id: 'party-full-for-ever',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'A player who has declared ten actions may not act again, however long that player has waited.',
    says: /waited .* for the own action to be waiting/,
    interferes: () => {
      const accepted = new Map<Line, number>();
      return {
        told(frame, line) {
          if (frame.status === 'pending') accepted.set(line, (accepted.get(line) ?? 0) + 1);
          return [frame];
        },
        said(frame, line) {
          if (frame.type !== 'action' || (accepted.get(line) ?? 0) < FILL) return [frame];
          const error = 'Too many actions';
          line.tell({ type: 'action_status', action_id: randomUUID(), status: 'rejected', error });
          return [];
        },
      };
    },
  },
  {
    id: 'party-requests-without-limit',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'Of requests any number is granted, though those beyond the limit never reach the host.',
    says: /requests that were granted: expected 40 to be below 40/,
    interferes: () => ({
      answered: (answer) =>
        answer.status === 429
          ? {
              ...answer,
              status: 200,
              body: JSON.stringify({ action_id: randomUUID(), status: 'pending' }),
            }
          : answer,
    }),
  },
  {
    id: 'party-sign-of-life-unheard',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'A sign of life keeps nobody connected: it is not heard.',
    says: /No sign of life|no connection is open/,
    interferes: () => swallows(ofType('heartbeat', 'pong')),
  },
];
