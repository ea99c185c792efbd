import { loses, ofType, tellsEverybody } from '../habits';
import type { Answer, Frame, Interference, Question, Saboteur } from '../interference';
import { type Action, atTable, tokenOf, withToken } from './table';
import { callIn, fieldsOf, frameOf, givenIn, grants, withGiven } from './tools';

const STATUS_OF = /^\/action\/([^/?]+)\/status/;

/** The action that the host takes up with this answer; undefined where this is none, or nothing waits. */
function takenIn(answer: Answer, question: Question): Frame | undefined {
  const given = callIn(question)?.tool === 'party_pop_action' ? givenIn(answer) : undefined;
  return given?.action ? fieldsOf(given.action) : undefined;
}

function withTaken(answer: Answer, action: Frame | null): Answer {
  return withGiven(answer, { action });
}

function onWire({ id, by, text }: Action): Frame {
  return { action_id: id, player_id: by, text };
}

/** From a player's action to the host's answer. */
export const QUEUE: readonly Saboteur[] = [
  {
    id: 'party-overtaken',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: 'The third action in the queue overtakes the second.',
    says: /host.*(order|took up)|actions/,
    interferes: atTable((table) => {
      let taken = 0;
      let owed: Frame | undefined;
      return {
        answered(answer, question) {
          const action = takenIn(answer, question);
          if (!action) return answer;
          taken += 1;
          if (owed) {
            const late = owed;
            owed = undefined;
            return withTaken(answer, late);
          }
          const next = table.actions[table.actions.findIndex(({ id }) => id === action.action_id) + 1];
          if (taken !== 2 || !next) return answer;
          owed = action;
          return withTaken(answer, { ...action, ...onWire(next) });
        },
      };
    }),
  },
  {
    id: 'party-status-of-before',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: 'Who asks after an action that is answered hears that it is being answered.',
    says: /the status of the action/,
    interferes: () => ({
      answered(answer, { path }) {
        const found = STATUS_OF.test(path) ? frameOf(answer.body) : undefined;
        if (found?.status !== 'resolved') return answer;
        return { ...answer, body: JSON.stringify({ ...found, status: 'processing' }) };
      },
    }),
  },
  {
    id: 'party-status-for-anybody',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: "Who knows the number of another's action is told where it stands.",
    says: /waited .* for an answer that declines: no such thing/,
    interferes: atTable((table) => ({
      asked(question) {
        const id = STATUS_OF.exec(question.path)?.[1];
        const owner = table.actions.find((action) => action.id === id)?.by;
        const seat = table.seatOf(tokenOf(question));
        const token = seat && owner ? table.tokenOf(seat.host, owner) : undefined;
        return token === undefined ? question : withToken(question, token);
      },
    })),
  },
  {
    id: 'party-status-told-to-all',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: 'Everybody is told when the host takes up an action, and not only who declared it.',
    says: /must not see any news of the session, but saw .*action status|was told where an action of .* stands/,
    interferes: () =>
      tellsEverybody((frame) => frame.type === 'action_status' && frame.status === 'processing'),
  },
  {
    id: 'party-answer-off-the-record',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: 'An answer is told to everybody and confirmed to the host, and put on no record.',
    says: /the actions on record/,
    interferes: atTable((table) => ({
      asked(question) {
        const call = callIn(question);
        if (call?.tool !== 'party_resolve_action') return question;
        const { action_id, narrative } = call.asks;
        const { id, timestamp } = table.announcement('');
        const owner = table.actions.find((action) => action.id === action_id)?.by;
        for (const line of table.openLines) {
          line.tell({ type: 'narrative', id, timestamp, action_id, narrative });
          if (table.ownerOf(line) === owner)
            line.tell({ type: 'action_status', action_id, status: 'resolved' });
        }
        return grants(question, { action_id, status: 'resolved', message_id: id, timestamp });
      },
    })),
  },
  {
    id: 'party-remark-lost',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: 'The host does not get the remark that goes with an action.',
    says: /remark/,
    interferes: () => ({
      asked(question) {
        const { private: remark, ...rest } = frameOf(question.body) ?? {};
        if (!question.path.startsWith('/action') || remark === undefined) return question;
        return { ...question, body: JSON.stringify(rest) };
      },
    }),
  },
  {
    id: 'party-request-untold',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: 'A player is not told at the table of an action that was declared by request.',
    says: /waited .* for the own action to be waiting/,
    interferes: atTable((table) => {
      const requested = new Set<string>();
      return {
        ...loses(({ action_id, status }) => {
          const action = table.actions.find(({ id }) => id === action_id);
          return status === 'pending' && action !== undefined && requested.has(action.text);
        }),
        asked(question) {
          if (question.path.startsWith('/action')) requested.add(String(frameOf(question.body)?.action));
          return question;
        },
      };
    }),
  },
  {
    id: 'party-queue-of-the-last-session',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: 'What was not answered in one session waits in the next one.',
    says: /waiting|taken up/,
    interferes: atTable((table) => {
      const taken = new Set<unknown>();
      return {
        answered(answer, question) {
          const action = takenIn(answer, question);
          if (action) taken.add(action.action_id);
          const left = table.actions.find(({ id }) => !taken.has(id));
          const isEmpty = callIn(question)?.tool === 'party_pop_action' && givenIn(answer)?.action === null;
          if (!isEmpty || !left) return answer;
          const submitted_at = new Date(0).toISOString();
          return withTaken(answer, { ...onWire(left), submitted_at });
        },
      };
    }),
  },
  {
    id: 'party-told-at-another-table',
    system: 'party',
    requirement: 'PARTY-02',
    sentence: "The host's answers are told at the tables of other hosts, too.",
    says: /stranger/,
    interferes: atTable((table) => ({
      told(frame, line) {
        const company = table.companyOf(line);
        if (ofType('narrative')(frame, line) && company[0] === line)
          for (const other of table.openLines) if (!company.includes(other)) other.tell(frame);
        return [frame];
      },
    })),
  },
  {
    id: 'party-one-number-for-two',
    system: 'party',
    requirement: 'PARTY-05',
    sentence: 'The tenth action in the queue is given to the host under the number of the ninth.',
    says: /different ids/,
    interferes: () => givesThatOfTheOneBefore(10, 'action_id'),
  },
  {
    id: 'party-wrong-owner',
    system: 'party',
    requirement: 'PARTY-05',
    sentence: 'The seventh action in the queue is given to the host as that of whoever declared the sixth.',
    says: /actions taken up/,
    interferes: () => givesThatOfTheOneBefore(7, 'player_id'),
  },
  {
    id: 'party-taken-up-twice',
    system: 'party',
    requirement: 'PARTY-05',
    sentence: 'Two who take up an action in the same instant both get the same one.',
    says: /actions taken up/,
    interferes: () => {
      let [waiting, first]: [number, Frame | undefined] = [0, undefined];
      return {
        asked(question) {
          if (callIn(question)?.tool === 'party_pop_action') waiting += 1;
          return question;
        },
        answered(answer, question) {
          if (callIn(question)?.tool !== 'party_pop_action') return answer;
          waiting -= 1;
          const same = first;
          first = waiting > 0 ? takenIn(answer, question) : undefined;
          return same ? withTaken(answer, same) : answer;
        },
      };
    },
  },
];

/** The one taken up as the so many-th has what the one before it had. */
function givesThatOfTheOneBefore(number: number, field: 'action_id' | 'player_id'): Interference {
  let [taken, before]: [number, unknown] = [0, undefined];
  return {
    answered(answer, question) {
      const action = takenIn(answer, question);
      if (!action) return answer;
      taken += 1;
      const arrives = taken === number ? { ...action, [field]: before } : action;
      before = action[field];
      return withTaken(answer, arrives);
    },
  };
}
