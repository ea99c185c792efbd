import type { Answer, Frame, Saboteur } from '../interference';
import { askedOf, atTable, OBSERVER, type Table, tokenOf, whoseSheetIn, withToken } from './table';
import { callIn, frameOf } from './tools';

/** All that was said to somebody alone with that answer, in the order in which the host said it. */
function asidesTo(table: Table, { type, narrative }: Frame): string[] {
  if (type !== 'narrative') return [];
  return Object.values(table.confided.get(String(narrative))?.privately ?? {});
}

/** The last secrets that the host has put on a sheet: whose, and what. */
function hiddenBy(table: Table) {
  const hidden: { player: unknown; background: unknown; roll: unknown }[] = [];
  return {
    asked: askedOf('update_character', (asks) => {
      const { player, secret_background: background, hidden_roll: roll } = asks;
      if (background !== undefined || roll !== undefined) hidden.push({ player, background, roll });
      return asks;
    }),
    from: (reader: string | undefined) => hidden.findLast(({ player }) => player !== reader),
    table,
  };
}

function withHeader(answer: Answer, name: string, value: string): Answer {
  return { ...answer, headers: { ...answer.headers, [name]: value } };
}

/** What is private, what is for the host only, and whom it reaches. */
export const SECRETS: readonly Saboteur[] = [
  {
    id: 'party-private-to-a-neighbour',
    system: 'party',
    requirement: 'PARTY-03',
    sentence: 'Every third private text goes to one more player than it is for.',
    says: /received a private text for \w+, which is for|private text/,
    interferes: atTable((table) => ({
      told(frame, line) {
        const third = [...table.confided.keys()].filter((_, place) => place % 3 === 2);
        const isHere = third.includes(String(frame.narrative)) && frame.private === undefined;
        const [aside] = isHere ? asidesTo(table, frame) : [];
        const owner = table.ownerOf(line);
        const { privately = {} } = table.confided.get(String(frame.narrative)) ?? {};
        const next = table.companyOf(line).find((other) => {
          const name = table.ownerOf(other) ?? '';
          return name !== OBSERVER && !(name in privately);
        });
        return [
          aside !== undefined && next && table.ownerOf(next) === owner ? { ...frame, private: aside } : frame,
        ];
      },
    })),
  },
  {
    id: 'party-private-in-the-history',
    system: 'party',
    requirement: 'PARTY-03',
    sentence: 'Who asks for the history is told the private texts of all.',
    says: /received a private text for \w+, which is for|with nothing private/,
    interferes: atTable((table) => ({
      told(frame, line) {
        const [aside] = table.replayOf(line) === 'history' ? asidesTo(table, frame) : [];
        return [aside === undefined ? frame : { ...frame, private: frame.private ?? aside }];
      },
    })),
  },
  {
    id: 'party-private-with-a-round',
    system: 'party',
    requirement: 'PARTY-03',
    sentence: 'The private text that goes with the answer to a round is told to all who acted in it.',
    says: /received a private text|private text "|"One of them/,
    interferes: atTable((table) => ({
      told(frame, line) {
        const [aside] = frame.action_id === null ? asidesTo(table, frame) : [];
        const acted = table.actions.some(({ by }) => by === table.ownerOf(line));
        return [aside !== undefined && acted ? { ...frame, private: aside } : frame];
      },
    })),
  },
  {
    id: 'party-private-without-marks',
    system: 'party',
    requirement: 'PARTY-03',
    sentence: 'A private text reaches its owner with its markup taken for markup.',
    says: /private text/,
    interferes: () => ({
      told: (frame) => [
        typeof frame.private === 'string'
          ? { ...frame, private: frame.private.replace(/<[^>]*>/g, '') }
          : frame,
      ],
    }),
  },
  {
    id: 'party-remark-told',
    system: 'party',
    requirement: 'PARTY-03',
    sentence:
      'What a player says to the host alone with an action is read by everybody who reads the answer.',
    says: /private remark|observes, and was told something private|with nothing private/,
    interferes: atTable((table) => {
      const remarks = new Map<string, string>();
      return {
        asked(question) {
          const { action, private: remark } = frameOf(question.body) ?? {};
          const said = question.path.startsWith('/action') && typeof remark === 'string';
          if (said) remarks.set(String(action), remark);
          return question;
        },
        told(frame) {
          const action = table.actions.find(({ id }) => id === frame.action_id);
          const remark = frame.type === 'narrative' && action ? remarks.get(action.text) : undefined;
          return [remark === undefined ? frame : { ...frame, private: frame.private ?? remark }];
        },
      };
    }),
  },
  {
    id: 'party-notes-with-private',
    system: 'party',
    requirement: 'PARTY-17',
    sentence: "Who is told something private with an answer reads the host's note on it, too.",
    says: /received the host's notes|private text|nothing else private/,
    interferes: atTable((table) => ({
      told(frame) {
        const notes = table.confided.get(String(frame.narrative))?.notes;
        if (frame.private === undefined || notes === undefined) return [frame];
        return [{ ...frame, private: `${String(frame.private)} ${notes}` }];
      },
    })),
  },
  {
    id: 'party-notes-by-request',
    system: 'party',
    requirement: 'PARTY-17',
    sentence: "Who asks after an action that is answered is given the host's note on it.",
    says: /received .*note|It belongs to the Ferryman/,
    interferes: atTable(() => {
      const notes = new Map<string, string>();
      return {
        asked(question) {
          const { action_id, dm_notes } = callIn(question)?.asks ?? {};
          if (typeof dm_notes === 'string') notes.set(String(action_id), dm_notes);
          return question;
        },
        answered(answer, { path }) {
          const note = notes.get(/^\/action\/([^/?]+)\/status/.exec(path)?.[1] ?? '');
          if (note === undefined || answer.status !== 200) return answer;
          return { ...answer, body: JSON.stringify({ ...frameOf(answer.body), dm_notes: note }) };
        },
      };
    }),
  },
  {
    id: 'party-sheet-in-an-error',
    system: 'party',
    requirement: 'PARTY-17',
    sentence: "The error that answers a wrong message shows what is secret on another's sheet.",
    says: /received .*(hidden roll|secret background)/,
    interferes: atTable((table) => {
      const hidden = hiddenBy(table);
      return {
        asked: hidden.asked,
        told(frame, line) {
          const leak = frame.type === 'error' ? hidden.from(table.ownerOf(line)) : undefined;
          return [
            leak ? { ...frame, message: `${String(frame.message)} in ${JSON.stringify(leak)}` } : frame,
          ];
        },
      };
    }),
  },
  {
    id: 'party-secret-in-a-header',
    system: 'party',
    requirement: 'PARTY-17',
    sentence:
      "A header of the page that a player opens carries another's hidden roll, coded as in an address.",
    says: /received .*hidden roll/,
    interferes: atTable((table) => {
      const hidden = hiddenBy(table);
      return {
        asked: hidden.asked,
        answered(answer, question) {
          if (!question.path.startsWith('/play')) return answer;
          const leak = hidden.from(table.seatOf(tokenOf(question))?.player);
          return leak ? withHeader(answer, 'x-table', encodeURIComponent(String(leak.roll))) : answer;
        },
      };
    }),
  },
  {
    id: 'party-refusal-shows-a-sheet',
    system: 'party',
    requirement: 'PARTY-17',
    sentence: "The refusal to show a sheet that there is not holds the hit points and secrets of another's.",
    says: /received .*(hidden roll|secret background|hit points)/,
    interferes: atTable((table) => {
      const sheets: Frame[] = [];
      return {
        asked: askedOf('update_character', (asks) => {
          sheets.push(asks);
          return asks;
        }),
        answered(answer, question) {
          const reader = table.seatOf(tokenOf(question))?.player;
          const sheet = sheets.findLast(({ player }) => player !== reader);
          const isRefusal = question.path.startsWith('/character/') && answer.status === 404;
          if (!isRefusal || !sheet) return answer;
          const { secret_background: _, ...rest } = sheet;
          const { detail } = frameOf(answer.body) ?? {};
          return {
            ...answer,
            body: JSON.stringify({ detail: `${String(detail)} Did you mean ${JSON.stringify(rest)}?` }),
          };
        },
      };
    }),
  },
  {
    id: 'party-token-in-the-status',
    system: 'party',
    requirement: 'ALL-05',
    sentence: "The server's state, which anybody may see, names the address by which somebody came last.",
    says: /received .*token/,
    interferes: atTable((table) => ({
      answered(answer, { path }) {
        const last = table.openLines.at(-1);
        const token = last && table.seatAt(last)?.tokens.at(-1);
        if (!path.startsWith('/status') || token === undefined) return answer;
        const body = JSON.stringify({ ...frameOf(answer.body), last_request: `/ws?token=${token}` });
        return { ...answer, body };
      },
    })),
  },
  {
    id: 'party-sheet-with-anothers-eyes',
    system: 'party',
    requirement: 'PARTY-12',
    sentence: "Who looks at another's sheet sees all of it, as its owner does.",
    says: /what \w+ is shown|received \w+'s/,
    interferes: atTable((table) => ({
      asked(question) {
        const player = whoseSheetIn(question);
        const seat = table.seatOf(tokenOf(question));
        const isPlayers = seat && seat.player !== OBSERVER && player !== undefined;
        const token = isPlayers ? table.tokenOf(seat.host, player) : undefined;
        return token === undefined ? question : withToken(question, token);
      },
    })),
  },
];
