import type { Frame, Saboteur } from '../interference';
import { atTable, nameOf } from './table';
import { callIn } from './tools';

const KICKED = 'Kicked by host';

/** The name of whoever was removed, in the word of it to the others. */
function removedIn({ content }: Frame): string | undefined {
  return /^(\w+) was removed by the host\.$/.exec(String(content))?.[1];
}

/** Who is removed, and comes back. */
export const REMOVAL: readonly Saboteur[] = [
  {
    id: 'party-removed-stays-in-silence',
    system: 'party',
    requirement: 'PARTY-09',
    sentence: 'The connection of a removed player stays open, and nothing comes over it any more.',
    says: /waited .* "Kicked by host"|waited .*4008|waited .* for the end of the connection/,
    interferes: () => ({ closed: (close) => (close.reason === KICKED ? undefined : close) }),
  },
  {
    id: 'party-removed-second-device-stays',
    system: 'party',
    requirement: 'PARTY-09',
    sentence: 'A removed player who has two devices keeps the second one, and reads on.',
    says: /waited .* to close the connection \(4008 Kicked by host\)/,
    interferes: atTable((table) => {
      const dead = new Set<unknown>();
      return {
        closed(close, line) {
          const isFirst = !dead.has(table.seatAt(line));
          if (close.reason !== KICKED) return close;
          dead.add(table.seatAt(line));
          return isFirst ? close : undefined;
        },
      };
    }),
  },
  {
    id: 'party-removed-by-another-code',
    system: 'party',
    requirement: 'PARTY-09',
    sentence: 'A removed player is disconnected as if the token were wrong.',
    says: /4008/,
    interferes: () => ({
      closed: (close) => (close.reason === KICKED ? { ...close, code: 4003 } : close),
    }),
  },
  {
    id: 'party-removed-with-a-neighbour',
    system: 'party',
    requirement: 'PARTY-09',
    sentence: 'Whoever came to the table after a removed player is disconnected with that player.',
    says: /4008|Kicked by host|was removed by the host|trouble that no step asked for/,
    interferes: atTable((table) => ({
      closed(close, line) {
        const next = table.companyOf(line).find(({ number }) => number > line.number);
        if (close.reason === KICKED && next && table.ownerOf(next) !== table.ownerOf(line))
          next.hangUp(close);
        return close;
      },
    })),
  },
  {
    id: 'party-removed-untold',
    system: 'party',
    requirement: 'PARTY-09',
    sentence: 'Nobody is told that a player was removed who was away.',
    says: /waited .* for the words "\w+ was removed by the host\."/,
    interferes: atTable((table) => ({
      told(frame) {
        const name = removedIn(frame);
        const hasLeft = [...table.kept.values()].some(({ content }) => content === `${name} has left.`);
        return name !== undefined && hasLeft ? [] : [frame];
      },
    })),
  },
  {
    id: 'party-removed-has-left-as-well',
    system: 'party',
    requirement: 'PARTY-09',
    sentence: 'Of whoever was removed the others are told besides that the player has left.',
    says: /word that \w+ came or went exactly once/,
    interferes: atTable((table) => ({
      told(frame) {
        const name = removedIn(frame);
        return name === undefined ? [frame] : [frame, table.announcement(`${name} has left.`)];
      },
    })),
  },
  {
    id: 'party-never-readmitted',
    system: 'party',
    requirement: 'PARTY-09',
    sentence: 'The new token of a player who was removed lets nobody in.',
    says: /waited .* for word of being let in/,
    interferes: atTable((table) => ({
      said(frame) {
        const seat = frame.type === 'auth' ? table.seatOf(String(frame.token)) : undefined;
        return [seat?.removed ? { ...frame, token: 'worthless' } : frame];
      },
    })),
  },
  {
    id: 'party-removal-of-nobody',
    system: 'party',
    requirement: 'PARTY-09',
    sentence:
      'When the host tries to remove somebody who is not in the story, everybody is told that it was done.',
    says: /was removed by the host/,
    interferes: atTable((table) => ({
      answered(answer, question) {
        const call = callIn(question);
        if (call?.tool !== 'party_kick_player') return answer;
        const { player } = call.asks;
        if (table.seats.some((seat) => seat.player === player)) return answer;
        const news = table.announcement(`${nameOf(String(player))} was removed by the host.`);
        for (const line of table.openLines) line.tell(news);
        return answer;
      },
    })),
  },
];
