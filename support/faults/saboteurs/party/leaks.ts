import type { Question, Saboteur } from '../interference';
import { atTable, OBSERVER, tokenOf, whoseSheetIn } from './table';
import { fieldsOf, frameOf } from './tools';

/** What is private and leaks where fewer look, or arrives spoilt. */
export const LEAKS: readonly Saboteur[] = [
  {
    id: 'party-private-in-plain-letters',
    system: 'party',
    requirement: 'PARTY-03',
    sentence:
      'Of a private text only Latin letters, figures, commas and full stops arrive: no marks of speech, signs of addresses, or other alphabets.',
    says: /waited .* for the private text/,
    interferes: () => ({
      told: (frame) => [
        typeof frame.private === 'string'
          ? { ...frame, private: frame.private.replace(/[^\w\s.,:;!?'()-]/g, '') }
          : frame,
      ],
    }),
  },
  {
    id: 'party-private-at-another-table',
    system: 'party',
    requirement: 'PARTY-03',
    sentence: 'What is private at one table is shown at the others as what the host there is thinking about.',
    says: /received a private text for \w+, which is for/,
    interferes: atTable((table) => ({
      told(frame, line) {
        const company = table.companyOf(line);
        if (frame.type === 'narrative' && frame.private !== undefined)
          for (const other of table.openLines)
            if (!company.includes(other)) other.tell({ type: 'thinking', message: frame.private });
        return [frame];
      },
    })),
  },
  {
    id: 'party-page-told-all',
    system: 'party',
    requirement: 'PARTY-03',
    sentence: 'The page on which a player plays is told what is private to others.',
    says: /received a private text for \w+, which is for/,
    interferes: atTable((table) => {
      const pages = new Set<unknown>();
      return {
        asked(question) {
          if (question.path.startsWith('/play')) pages.add(tokenOf(question));
          return question;
        },
        told(frame, line) {
          if (frame.type !== 'narrative' || !pages.has(table.seatAt(line)?.tokens.at(-1))) return [frame];
          const [aside] = Object.values(table.confided.get(String(frame.narrative))?.privately ?? {});
          return [aside === undefined ? frame : { ...frame, private: aside }];
        },
      };
    }),
  },
  {
    id: 'party-new-secret-for-all',
    system: 'party',
    requirement: 'PARTY-12',
    sentence: 'A new secret background, or a hidden roll, is told to everybody who plays.',
    says: /must not see .*(hidden roll|secret background)/,
    interferes: atTable((table) => ({
      told(frame, line) {
        const { secret_background, hidden_roll } = fieldsOf(frame.changes);
        const isNew = secret_background !== undefined || hidden_roll !== undefined;
        if (frame.type === 'character_update' && isNew && table.devicesOf(line)[0] === line)
          for (const other of table.companyOf(line))
            if (![OBSERVER, frame.player_id].includes(table.ownerOf(other))) other.tell(frame);
        return [frame];
      },
    })),
  },
  {
    id: 'party-remark-to-the-observer',
    system: 'party',
    requirement: 'PARTY-04',
    sentence: 'What a player says to the host alone is told to the observer, as what the host thinks about.',
    says: /the observer must not see|received .*private remark/,
    interferes: atTable((table) => ({
      answered(answer, { path, body }) {
        const { private: message } = frameOf(body) ?? {};
        if (!path.startsWith('/action') || answer.status !== 200 || message === undefined) return answer;
        for (const line of table.openLines)
          if (table.ownerOf(line) === OBSERVER) line.tell({ type: 'thinking', message });
        return answer;
      },
    })),
  },
  {
    id: 'party-observer-at-the-hosts-screen',
    system: 'party',
    requirement: 'PARTY-17',
    sentence:
      'The observer who tries the door to the sheet of somebody who is hidden in the story sees all that the host sees.',
    says: /the observer received .*(secret|hidden)/,
    interferes: atTable((table) => ({
      asked(question) {
        const seat = table.seatOf(tokenOf(question));
        const player = whoseSheetIn(question);
        const isTaken = table.seats.some((one) => one.player === player);
        if (seat?.player !== OBSERVER || player === undefined || isTaken) return question;
        return lookOfHost(question, seat.host);
      },
    })),
  },
];

/** The same question, as that of a host who looks at the session. */
function lookOfHost(question: Question, token: string): Question {
  const params = { name: 'get_party_status', arguments: {} };
  return {
    method: 'POST',
    path: '/mcp',
    headers: {
      ...question.headers,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
  };
}
