import { createHash } from 'node:crypto';
import type { Frame, Question, Saboteur } from '../interference';
import { atTable, type Seat, type Table, tokenOf, withToken } from './table';
import { callIn, fieldsOf, givenIn, grants, isRefused, listOf, withGiven } from './tools';

/** Somebody who says a token at the table is heard with another one. */
function hearing(change: (token: string) => string | undefined) {
  return (frame: Frame): readonly Frame[] => {
    const token = frame.type === 'auth' ? change(String(frame.token)) : undefined;
    return [token === undefined ? frame : { ...frame, token }];
  };
}

/** A players' request that is heard with another token. */
function asking(change: (token: string | undefined) => string | undefined) {
  return (question: Question): Question => {
    const token = question.path.startsWith('/mcp') ? undefined : change(tokenOf(question));
    return token === undefined ? question : withToken(question, token);
  };
}

/** The token that is in force for whoever had that one, if it has been replaced. */
function newest({ tokens, removed }: Seat): string | undefined {
  return removed ? undefined : tokens.at(-1);
}

function withPrefix(table: Table, token: string): Seat | undefined {
  return token.length < 8
    ? undefined
    : table.seats.find(({ tokens }) => tokens.at(-1)?.startsWith(token.slice(0, -1)) === true);
}

/** Which tokens open which doors. */
export const TOKENS: readonly Saboteur[] = [
  {
    id: 'party-token-cut-short',
    system: 'party',
    requirement: 'PARTY-07',
    sentence: 'A token opens the table although its last letter is missing.',
    says: /cut short: it is "yes"/,
    interferes: atTable((table) => ({
      said: hearing((token) => withPrefix(table, token)?.tokens.at(-1)),
    })),
  },
  {
    id: 'party-page-for-anybody',
    system: 'party',
    requirement: 'PARTY-07',
    sentence: 'The page of a player opens without a token.',
    says: /open the page: none: it is "yes"/,
    interferes: atTable((table) => ({
      asked(question) {
        const some = table.seats.at(-1)?.tokens.at(-1);
        const isBare = question.path.startsWith('/play') && tokenOf(question) === undefined;
        return isBare && some !== undefined ? withToken(question, some) : question;
      },
    })),
  },
  {
    id: 'party-silent-newcomer-stays',
    system: 'party',
    requirement: 'PARTY-07',
    sentence: 'Who does not say in time who it is may stay, unknown.',
    says: /word of being turned away|turned away \("Authentication timeout"\)/,
    interferes: () => ({
      told: (frame) => (frame.type === 'auth_error' && /timeout/i.test(String(frame.message)) ? [] : [frame]),
      closed: (close) => (/timeout/i.test(close.reason) ? undefined : close),
    }),
  },
  {
    id: 'party-let-in-and-timed-out',
    system: 'party',
    requirement: 'PARTY-07',
    sentence:
      'The third who comes to a table is let in, and sent away all the same because the time for saying who it is is up.',
    says: /Authentication timeout|still connected/,
    interferes: () => ({
      told(frame, line) {
        if (frame.type !== 'connected' || line.number !== 2) return [frame];
        line.tell(frame);
        line.hangUp({ code: 4003, reason: 'Authentication timeout' });
        return [];
      },
    }),
  },
  {
    id: 'party-token-of-the-last-session',
    system: 'party',
    requirement: 'PARTY-07',
    sentence: "The tokens of a session open the same host's next one.",
    says: /of an ended session: it is "yes"|word of being turned away/,
    interferes: atTable((table) => ({
      said: hearing((token) => {
        const seat = table.seatOf(token);
        return seat && table.tokenOf(seat.host, seat.player);
      }),
    })),
  },
  {
    id: 'party-hosts-share-a-desk',
    system: 'party',
    requirement: 'PARTY-07',
    sentence: "Where two hosts are at work, each is given the other's next action.",
    says: /nobody was waiting|waiting|taken up/,
    interferes: atTable((table) => ({
      asked(question) {
        const host = tokenOf(question);
        const isPop = callIn(question)?.tool === 'party_pop_action';
        const other = table.seats.find((seat) => seat.host !== host)?.host;
        return isPop && other !== undefined ? withToken(question, other) : question;
      },
    })),
  },
  {
    id: 'party-old-token-by-request',
    system: 'party',
    requirement: 'PARTY-08',
    sentence: 'A token that was replaced is refused at the table, and good for requests.',
    says: /old: it is "yes"|the old token opened a door/,
    interferes: atTable((table) => ({
      asked: asking((token) => {
        const seat = table.seatOf(token);
        return seat && newest(seat);
      }),
    })),
  },
  {
    id: 'party-last-two-tokens',
    system: 'party',
    requirement: 'PARTY-08',
    sentence: 'Of many tokens of a player the newest two let in.',
    says: /which token lets in|old: it is "yes"|waited .* for word of being turned away/,
    interferes: atTable((table) => ({
      said: hearing((token) => {
        const seat = table.seatOf(token);
        return seat?.tokens.at(-2) === token ? newest(seat) : undefined;
      }),
    })),
  },
  {
    id: 'party-second-device-keeps-the-old-token',
    system: 'party',
    requirement: 'PARTY-08',
    sentence:
      "A new token ends the connection of a player's first device; the second is told nothing more, and stays.",
    says: /waited .* to close the connection \(4003 Token refreshed\)/,
    interferes: atTable((table) => ({
      closed: (close, line) =>
        close.reason === 'Token refreshed' &&
        table.lines.find((one) => table.ownerOf(one) === table.ownerOf(line)) !== line
          ? undefined
          : close,
    })),
  },
  {
    id: 'party-new-token-ends-others',
    system: 'party',
    requirement: 'PARTY-08',
    sentence: 'When a player is given a new token, whoever sits next is disconnected, too.',
    says: /Token refreshed|trouble that no step asked for|is not connected|connection/,
    interferes: atTable((table) => ({
      closed(close, line) {
        if (close.reason === 'Token refreshed')
          table
            .companyOf(line)
            .find((other) => other !== line && table.ownerOf(other) !== table.ownerOf(line))
            ?.hangUp(close);
        return close;
      },
    })),
  },
  {
    id: 'party-token-for-nobody',
    system: 'party',
    requirement: 'PARTY-08',
    sentence: 'The host is given a token for somebody who is not in the story.',
    says: /waited .* for the order to be refused/,
    interferes: () => ({
      answered(answer, question) {
        const call = callIn(question);
        if (call?.tool !== 'party_refresh_token' || !isRefused(answer)) return answer;
        const token = 'a-token-for-somebody-whom-nobody-knows';
        const given = { player_id: String(call.asks.player), token, play_path: `/play?token=${token}` };
        return grants(question, given);
      },
    }),
  },
  {
    id: 'party-nameless-let-in',
    system: 'party',
    requirement: 'PARTY-07',
    sentence: 'Somebody who comes and says no token is let in, in the place of somebody else.',
    says: /waited .* for word of being turned away/,
    interferes: atTable((table) => ({
      said(frame) {
        const token = table.seats.find(({ removed }) => !removed)?.tokens.at(-1);
        const isNameless = frame.type === 'auth' && typeof frame.token !== 'string';
        return [isNameless && token !== undefined ? { ...frame, token } : frame];
      },
    })),
  },
  {
    id: 'party-token-on-record',
    system: 'party',
    requirement: 'PARTY-07',
    sentence: 'The tokens of a session are on record as the host is given them.',
    says: /whose token is on record/,
    interferes: () => {
      const meant = new Map<string, string>();
      const onRecord = (given: Frame): Frame => {
        const token = createHash('sha256').update(String(given.token)).digest('hex');
        meant.set(token, String(given.token));
        return { ...given, token, play_path: `/play?token=${token}` };
      };
      return {
        said: hearing((token) => meant.get(token)),
        asked: asking((token) => meant.get(token ?? '')),
        answered(answer, question) {
          const given = callIn(question)?.tool === 'start_party_mode' ? givenIn(answer) : undefined;
          if (!given) return answer;
          const players = listOf(given.players).map(onRecord);
          return withGiven(answer, { ...given, players, observer: onRecord(fieldsOf(given.observer)) });
        },
      };
    },
  },
];
