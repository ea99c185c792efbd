import { alters, loses } from '../habits';
import type { Saboteur } from '../interference';
import { askedOf, atTable, nameOf, OBSERVER, tokenIn } from './table';
import { callIn, fieldsOf, givenIn, listOf, withGiven } from './tools';

/** Who is at the table, with how many devices, and who learns of it. */
export const ARRIVALS: readonly Saboteur[] = [
  {
    id: 'party-nobody-counted',
    system: 'party',
    requirement: 'PARTY-01',
    sentence: 'Whoever looks at the server is told that nobody is connected, whoever is at the table.',
    says: /connections that the server counts: expected \+?0 to be at least 4/,
    interferes: () => ({
      answered: (answer, { path }) =>
        path === '/status'
          ? {
              ...answer,
              body: JSON.stringify({ ...(JSON.parse(answer.body) as object), total_connections: 0 }),
            }
          : answer,
    }),
  },
  {
    id: 'party-departure-untold',
    system: 'party',
    requirement: 'PARTY-01',
    sentence: 'Whoever came last is not told who leaves.',
    says: /waited .* for the words "\w+ has left\."/,
    interferes: atTable((table) =>
      loses(
        ({ type, content }, line) =>
          type === 'system' && String(content).endsWith('has left.') && table.companyOf(line).at(-1) === line,
      ),
    ),
  },
  {
    id: 'party-address-alone-untold',
    system: 'party',
    requirement: 'PARTY-01',
    sentence: 'Nobody is told that a player has joined who came to the table by the address alone.',
    says: /waited .* for the words "Vex has joined\."/,
    interferes: atTable((table) => {
      const untold = new Set<string>();
      return {
        opened(line) {
          const seat = table.seatOf(tokenIn(line.path));
          if (seat) untold.add(`${nameOf(seat.player)} has joined.`);
        },
        ...loses(({ type, content }) => type === 'system' && untold.has(String(content))),
      };
    }),
  },
  {
    id: 'party-left-still-there',
    system: 'party',
    requirement: 'PARTY-01',
    sentence: 'The host is shown players at the table who have left it.',
    says: /who is at the table/,
    interferes: atTable((table) => ({
      answered(answer, question) {
        const given = callIn(question)?.tool === 'get_party_status' ? givenIn(answer) : undefined;
        if (!given?.players) return answer;
        const players = listOf(given.players).map((one) => {
          const wasThere = table.lines.some((line) => table.ownerOf(line) === one.player_id);
          return one.connections === 0 && wasThere ? { ...one, connections: 1 } : one;
        });
        return withGiven(answer, { ...given, players });
      },
    })),
  },
  {
    id: 'party-second-device-deaf',
    system: 'party',
    requirement: 'PARTY-01',
    sentence: "A player's second device is not told the host's answers.",
    says: /waited .* for the host's answer/,
    interferes: atTable((table) =>
      loses(({ type }, line) => type === 'narrative' && table.devicesOf(line)[0] !== line),
    ),
  },
  {
    id: 'party-second-device-announced',
    system: 'party',
    requirement: 'PARTY-01',
    sentence: 'Everybody is told that a player has joined, whenever that player takes out another device.',
    says: /saw the words "\w+ has joined\."|has joined\."/,
    interferes: atTable((table) => ({
      told(frame, line) {
        const owner = table.ownerOf(line) ?? OBSERVER;
        const isSecond = frame.type === 'connected' && table.devicesOf(line).length > 1;
        if (!isSecond || owner === OBSERVER) return [frame];
        const news = table.announcement(`${nameOf(owner)} has joined.`);
        for (const other of table.companyOf(line)) if (other !== line) other.tell(news);
        return [frame, news];
      },
    })),
  },
  {
    id: 'party-places-for-all',
    system: 'party',
    requirement: 'PARTY-01',
    sentence: 'A session for two of the characters has places for all of them.',
    says: /who has a place at the table/,
    interferes: () => ({ asked: askedOf('start_party_mode', () => ({})) }),
  },
  {
    id: 'party-one-token-for-two',
    system: 'party',
    requirement: 'PARTY-01',
    sentence: 'The last place of a session has the same token as the first one.',
    says: /whose place it is|the same token|different tokens/,
    interferes: () => ({
      answered(answer, question) {
        const given = callIn(question)?.tool === 'start_party_mode' ? givenIn(answer) : undefined;
        if (!given) return answer;
        const players = listOf(given.players);
        const [first, last] = [fieldsOf(players[0]), fieldsOf(players.at(-1))];
        return withGiven(answer, {
          ...given,
          players: [...players.slice(0, -1), { ...last, token: first.token, play_path: first.play_path }],
        });
      },
    }),
  },
  {
    id: 'party-welcome-under-another-name',
    system: 'party',
    requirement: 'PARTY-01',
    sentence: 'Whoever is let in last is welcomed under the name of whoever came before.',
    says: /whose place it is/,
    interferes: atTable((table) =>
      alters(
        ({ type }, line) => type === 'connected' && table.companyOf(line).length === 4,
        (frame, line) => {
          const before = table.companyOf(line).at(-2);
          return { ...frame, player_id: before ? table.ownerOf(before) : frame.player_id };
        },
      ),
    ),
  },
];
