import type { Frame, Saboteur } from '../interference';
import { askedOf, atTable, OBSERVER, type Table, tokenOf, withToken } from './table';
import { callIn, fieldsOf, givenIn, grants, isRefused, listOf, withResult } from './tools';

/** The ids of those who have a place at any table. */
function known(table: Table): Set<string> {
  return new Set(table.seats.map(({ player }) => player));
}

/** The host's desk: orders beside play, commands, and orders that make no sense. */
export const DESK: readonly Saboteur[] = [
  {
    id: 'party-order-drowns-an-action',
    system: 'party',
    requirement: 'PARTY-13',
    sentence: 'An action that comes while the host gives an order is lost now and then.',
    says: /waited .* own action to be waiting|actions that were waiting|words on the own actions/,
    interferes: () => {
      let [orders, drowned] = [0, 0];
      return {
        asked(question) {
          orders += Number(callIn(question) !== undefined);
          return question;
        },
        answered(answer, question) {
          orders -= Number(callIn(question) !== undefined);
          return answer;
        },
        said(frame) {
          if (frame.type !== 'action' || orders === 0) return [frame];
          drowned += 1;
          return drowned % 3 === 0 ? [] : [frame];
        },
      };
    },
  },
  {
    id: 'party-order-not-carried-out',
    system: 'party',
    requirement: 'PARTY-13',
    sentence: 'Of two hundred orders one is confirmed and not carried out.',
    says: /thoughts that .* was told/,
    interferes: () => {
      let thoughts = 0;
      return {
        asked(question) {
          if (callIn(question)?.tool !== 'party_thinking') return question;
          thoughts += 1;
          return thoughts === 20 ? grants(question, { told: 5 }) : question;
        },
      };
    },
  },
  {
    id: 'party-desk-open-to-players',
    system: 'party',
    requirement: 'PARTY-13',
    sentence: "The host's tools open to the token of any player.",
    says: /turned away at the door|401|refus|declin|unauthorized/i,
    interferes: atTable((table) => ({
      asked(question) {
        const seat = question.path.startsWith('/mcp') ? table.seatOf(tokenOf(question)) : undefined;
        return seat && seat.player !== OBSERVER ? withToken(question, seat.host) : question;
      },
    })),
  },
  {
    id: 'party-end-untold-to-the-observer',
    system: 'party',
    requirement: 'PARTY-16',
    sentence: 'When a session ends, the observer stays connected to nothing.',
    says: /the observer waited .* Session ended|the observer waited/,
    interferes: atTable((table) => ({
      closed: (close, line) =>
        close.reason === 'Session ended' && table.ownerOf(line) === OBSERVER ? undefined : close,
    })),
  },
  {
    id: 'party-end-without-a-word',
    system: 'party',
    requirement: 'PARTY-16',
    sentence: 'When a session ends, everybody is disconnected without being told why.',
    says: /Session ended/,
    interferes: () => ({
      closed: (close) => (close.reason === 'Session ended' ? { ...close, reason: '' } : close),
    }),
  },
  {
    id: 'party-opened-twice',
    system: 'party',
    requirement: 'PARTY-16',
    sentence: 'A host who opens a second session is given the first one again, as if it were new.',
    says: /waited .* for the order to be refused|orders that were granted/,
    interferes: () => {
      const opened = new Map<unknown, Frame>();
      return {
        answered(answer, question) {
          const tool = callIn(question)?.tool;
          const host = tokenOf(question);
          const given = givenIn(answer);
          if (tool === 'stop_party_mode' && given) opened.delete(host);
          if (tool !== 'start_party_mode') return answer;
          const first = opened.get(host);
          if (given) opened.set(host, given);
          return first && isRefused(answer) ? grants(question, first) : answer;
        },
      };
    },
  },
  {
    id: 'party-next-without-an-answer',
    system: 'party',
    requirement: 'PARTY-16',
    sentence: 'The command for the next action has it taken up, and not answered.',
    says: /answers an action|own action to be answered|answered/,
    interferes: () => ({
      answered: (answer, { body }) =>
        body.includes('"party-next"')
          ? withResult(answer, (result) => ({
              ...result,
              messages: listOf(result.messages).map(({ content, ...message }) => {
                const { text, ...rest } = fieldsOf(content);
                const less = String(text).replaceAll('party_resolve_action', 'the usual way');
                return { ...message, content: { ...rest, text: less } };
              }),
            }))
          : answer,
    }),
  },
  {
    id: 'party-command-missing',
    system: 'party',
    requirement: 'PARTY-16',
    sentence: 'The last of the commands is not in the list of commands.',
    says: /commands/,
    interferes: () => ({
      answered: (answer, { body }) =>
        body.includes('"prompts/list"')
          ? withResult(answer, (result) => ({ ...result, prompts: listOf(result.prompts).slice(0, -1) }))
          : answer,
    }),
  },
  {
    id: 'party-no-fight-ended',
    system: 'party',
    requirement: 'PARTY-16',
    sentence: 'The host may end a fight that there is not.',
    says: /waited .* for the order to be refused/,
    interferes: () => ({
      answered(answer, question) {
        const isNone = callIn(question)?.tool === 'end_combat' && isRefused(answer);
        return isNone ? grants(question, { active: false }) : answer;
      },
    }),
  },
  {
    id: 'party-refused-answer-told',
    system: 'party',
    requirement: 'PARTY-21',
    sentence: 'A second answer to the same action is refused, and told to everybody all the same.',
    says: /must not see any news of the session, but saw .*narrative|answers that each was told/,
    interferes: atTable((table) => ({
      answered(answer, question) {
        const { tool, asks = {} } = callIn(question) ?? {};
        const { action_id, narrative } = asks;
        const isKnown = table.actions.some(({ id }) => id === action_id);
        if (tool !== 'party_resolve_action' || !isRefused(answer) || !isKnown) return answer;
        const { id, timestamp } = table.announcement('');
        for (const line of table.openLines)
          line.tell({ type: 'narrative', id, timestamp, action_id, narrative });
        return answer;
      },
    })),
  },
  {
    id: 'party-waiting-action-answered',
    system: 'party',
    requirement: 'PARTY-21',
    sentence: 'An answer to an action that nobody has taken up is confirmed, and told to nobody.',
    says: /waited .* for the order to be refused/,
    interferes: atTable((table) => {
      const taken = new Set<unknown>();
      return {
        answered(answer, question) {
          const { tool, asks = {} } = callIn(question) ?? {};
          if (tool === 'party_pop_action') taken.add(fieldsOf(givenIn(answer)?.action).action_id);
          const { action_id } = asks;
          const waits = table.actions.some(({ id }) => id === action_id) && !taken.has(action_id);
          if (tool !== 'party_resolve_action' || !waits || !isRefused(answer)) return answer;
          const { id: message_id, timestamp } = table.announcement('');
          return grants(question, { action_id, status: 'resolved', message_id, timestamp });
        },
      };
    }),
  },
  {
    id: 'party-private-to-nobody',
    system: 'party',
    requirement: 'PARTY-21',
    sentence:
      'A private text for somebody who is not at the table is dropped, and the rest of the answer is told.',
    says: /waited .* for the order to be refused|must not see any news/,
    interferes: atTable((table) => ({
      asked: askedOf('party_resolve_action', (asks) => {
        const messages = Object.entries(fieldsOf(asks.private_messages));
        if (messages.length === 0) return asks;
        const here = messages.filter(([player]) => known(table).has(player));
        return { ...asks, private_messages: Object.fromEntries(here) };
      }),
    })),
  },
  {
    id: 'party-answer-cut-to-fit',
    system: 'party',
    requirement: 'PARTY-21',
    sentence: 'An answer that is too long is cut, and told.',
    says: /waited .* for the order to be refused|must not see any news/,
    interferes: () => ({
      asked: askedOf('party_resolve_action', (asks) => {
        const { narrative } = asks;
        const isLong = typeof narrative === 'string' && narrative.length > 8_000;
        return isLong ? { ...asks, narrative: narrative.slice(0, 8_000) } : asks;
      }),
    }),
  },
];
