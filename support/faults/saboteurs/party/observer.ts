import { loses, ofType } from '../habits';
import type { Frame, Saboteur } from '../interference';
import { atTable, OBSERVER, type Table, tokenOf, withToken } from './table';

/** A player at the same table as the observer's token: the first one of the story. */
function somePlayers(table: Table, token: string | undefined): string | undefined {
  const seat = table.seatOf(token);
  if (seat?.player !== OBSERVER) return undefined;
  return table.seats.findLast(({ host, player }) => host === seat.host && player !== OBSERVER)?.tokens.at(-1);
}

/** What the observer is shown and may do. */
export const OBSERVERS: readonly Saboteur[] = [
  {
    id: 'party-observer-sees-initiative',
    system: 'party',
    requirement: 'PARTY-04',
    sentence: 'The observer is shown the numbers by which the order of a fight is made.',
    says: /numbers|initiative/,
    interferes: atTable((table) => {
      const watching = () => table.openLines.filter((line) => table.ownerOf(line) === OBSERVER);
      return {
        told(frame, line) {
          if (frame.type !== 'combat_state' || frame.active !== true) return [frame];
          if (table.ownerOf(line) === OBSERVER) return [];
          const { hit_points: _, max_hit_points: __, ...rest } = frame;
          const isFirst = table.companyOf(line)[0] === line;
          if (isFirst) for (const observer of watching()) observer.tell({ ...rest, your_turn: false });
          return [frame];
        },
      };
    }),
  },
  {
    id: 'party-observer-acts',
    system: 'party',
    requirement: 'PARTY-04',
    sentence: 'What the observer declares is rejected, and waits for the host under the name of a player.',
    says: /actions that are waiting for the host/,
    interferes: atTable((table) => ({
      said(frame, line) {
        if (frame.type === 'action' && table.ownerOf(line) === OBSERVER) table.companyOf(line)[0]?.say(frame);
        return [frame];
      },
    })),
  },
  {
    id: 'party-observer-acts-by-request',
    system: 'party',
    requirement: 'PARTY-04',
    sentence: 'The observer may declare actions by request.',
    says: /no right to it|declare an action/,
    interferes: atTable((table) => ({
      asked(question) {
        const token = question.method === 'POST' ? somePlayers(table, tokenOf(question)) : undefined;
        return token === undefined ? question : withToken(question, token);
      },
    })),
  },
  {
    id: 'party-observer-sees-sheets',
    system: 'party',
    requirement: 'PARTY-04',
    sentence: 'The observer may look at what can be seen of a character.',
    says: /no right to it|sheet/,
    interferes: atTable((table) => ({
      asked(question) {
        const isSheet = question.path.startsWith('/character/');
        const token = isSheet ? somePlayers(table, tokenOf(question)) : undefined;
        return token === undefined ? question : withToken(question, token);
      },
    })),
  },
  {
    id: 'party-observer-told-of-wounds',
    system: 'party',
    requirement: 'PARTY-04',
    sentence: 'The observer is told when the health of a character changes, as players are.',
    says: /the observer .*news|character changed|told of a character's sheet/,
    interferes: atTable((table) => {
      let last = '';
      return {
        told(frame, line) {
          const { hit_points: _, ...changes } = (frame.changes ?? {}) as Frame;
          const isOthers = table.ownerOf(line) !== frame.player_id;
          if (frame.type !== 'character_update' || !isOthers) return [frame];
          const seen = JSON.stringify([frame.player_id, changes]);
          if (seen !== last)
            for (const other of table.companyOf(line))
              if (table.ownerOf(other) === OBSERVER) other.tell({ ...frame, changes });
          last = seen;
          return [frame];
        },
      };
    }),
  },
  {
    id: 'party-observer-announced',
    system: 'party',
    requirement: 'PARTY-04',
    sentence: 'Everybody is told when the observer comes.',
    says: /The observer has joined\./,
    interferes: atTable((table) => ({
      told(frame, line) {
        if (frame.type !== 'connected' || frame.player_id !== OBSERVER || table.kept.size === 0)
          return [frame];
        const news = table.announcement('The observer has joined.');
        for (const other of table.companyOf(line)) if (other !== line) other.tell(news);
        return [frame, news];
      },
    })),
  },
  {
    id: 'party-observer-keeps-the-old-token',
    system: 'party',
    requirement: 'PARTY-04',
    sentence: "The observer's connection stays open when the observer is given a new token.",
    says: /the observer waited .* Token refreshed|the observer waited/,
    interferes: atTable((table) => ({
      closed: (close, line) =>
        close.reason === 'Token refreshed' && table.ownerOf(line) === OBSERVER ? undefined : close,
    })),
  },
  {
    id: 'party-observer-deaf-to-the-host',
    system: 'party',
    requirement: 'PARTY-04',
    sentence: "The observer is not told the host's answers, nor what the host is thinking about.",
    says: /the observer waited .* for (the host's answer|the host thinking)/,
    interferes: atTable((table) =>
      loses(
        (frame, line) => ofType('narrative', 'thinking')(frame, line) && table.ownerOf(line) === OBSERVER,
      ),
    ),
  },
];
