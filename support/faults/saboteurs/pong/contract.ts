import { alters, ofType } from '../habits';
import type { Saboteur } from '../interference';
import { having } from './seats';

/** Faulty servers whose messages are not those of the published contract. */
export const CONTRACT_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'pong-seed-at-the-end',
    system: 'pong',
    requirement: 'ALL-04',
    sentence: 'The last tick of a game tells the seed from which all chance of the room was drawn.',
    says: /does not allow: game_update must NOT have additional properties \(seed\)/,
    interferes: () =>
      alters(having('status', 'finished', ofType('game_update')), (frame) => ({ ...frame, seed: 1_234_567 })),
  },
  {
    id: 'pong-no-word-on-the-winner',
    system: 'pong',
    requirement: 'ALL-04',
    sentence:
      'As long as nobody has won, the ticks leave out the winner, in place of saying that there is none.',
    says: /does not allow: game_update must have required property 'winner'/,
    interferes: () =>
      alters(having('winner', null, ofType('game_update')), ({ winner: _, ...frame }) => frame),
  },
  {
    id: 'pong-word-of-its-own',
    system: 'pong',
    requirement: 'ALL-04',
    sentence: 'Whoever joins is told how busy the server is, in a message that no contract has.',
    says: /has no message of type "server_load"/,
    interferes: () => ({
      told: (frame) =>
        frame.type === 'joined_as_player' ? [frame, { type: 'server_load', rooms: 1, players: 2 }] : [frame],
    }),
  },
];
