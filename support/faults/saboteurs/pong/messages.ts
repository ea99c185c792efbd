import { alters, loses, ofType, tellsEverybody } from '../habits';
import type { Saboteur } from '../interference';
import { knowingTheRoom, othersIn, partOf, refusalOf, roomOf } from './seats';

/** Faulty servers that deal wrongly with what is sent wrongly. */
export const MESSAGE_SABOTEURS: readonly Saboteur[] = [
  {
    id: 'pong-empty-text-unanswered',
    system: 'pong',
    requirement: 'PONG-05',
    sentence: 'An empty text is passed over, and its sender told nothing.',
    says: /"Invalid JSON", in vain/,
    interferes: () => ({ muttered: (text) => (text === '' ? [] : [text]) }),
  },
  {
    id: 'pong-parser-speaks',
    system: 'pong',
    requirement: 'PONG-05',
    sentence: "Whoever sends half a message is told what the server's parser says.",
    says: /"Invalid JSON", in vain|contract.*does not allow|pong\.asyncapi\.yaml does not allow: error/,
    interferes: () =>
      alters(refusalOf('Invalid JSON'), (frame) => ({
        ...frame,
        message: 'Unexpected end of JSON input at JSON.parse (<anonymous>)',
      })),
  },
  {
    id: 'pong-nonsense-ends-the-connection',
    system: 'pong',
    requirement: 'PONG-05',
    sentence: 'Whoever sends a list in place of a message is answered, and then disconnected.',
    says: /Ana .*(closed 1011|no connection is open|left)/,
    interferes: () => ({
      muttered(text, line) {
        if (!text.startsWith('[')) return [text];
        line.tell({ type: 'error', message: 'Invalid message' });
        line.hangUp({ code: 1011, reason: '' });
        return [];
      },
    }),
  },
  {
    id: 'pong-second-entry-counts',
    system: 'pong',
    requirement: 'PONG-05',
    sentence: 'Whoever joins a second time is let in a second time.',
    says: /"Already joined", in vain/,
    interferes: () =>
      knowingTheRoom(
        alters(refusalOf('Already joined'), (_frame, line) => ({
          type: 'joined_as_player',
          player_num: partOf(line),
          room_code: roomOf(line),
        })),
      ),
  },
  {
    id: 'pong-long-type-in-full',
    system: 'pong',
    requirement: 'PONG-15',
    sentence: 'A type that there is not is quoted in full, however long it is.',
    says: /pong\.asyncapi\.yaml does not allow: error/,
    interferes: () => {
      let heard = '';
      return {
        said(frame) {
          heard = String(frame.type);
          return [frame];
        },
        told: (frame) =>
          frame.type === 'error' && heard.length > 40
            ? [{ ...frame, message: `Unknown message type: ${heard}` }]
            : [frame],
      };
    },
  },
  {
    id: 'pong-errors-for-all',
    system: 'pong',
    requirement: 'PONG-15',
    sentence: "What was wrong with one player's message, everybody is told.",
    says: /met with trouble that no step asked for: .*refused/,
    interferes: () => tellsEverybody(ofType('error')),
  },
  {
    id: 'pong-flood-borne',
    system: 'pong',
    requirement: 'PONG-15',
    sentence: 'Whoever sends a thousand messages in one go stays connected.',
    says: /Mallory waited .* for the server to close the connection \(1008\), in vain/,
    interferes: () => ({ closed: (close) => (close.code === 1008 ? undefined : close) }),
  },
  {
    id: 'pong-binary-as-a-flood',
    system: 'pong',
    requirement: 'PONG-15',
    sentence: 'Binary data ends the connection as if there had been too much of it.',
    says: /the server to close the connection \(1003\), in vain.*close code: expected 1008/s,
    interferes: () => ({ closed: (close) => (close.code === 1003 ? { code: 1008, reason: '' } : close) }),
  },
  {
    id: 'pong-one-too-big-ends-all',
    system: 'pong',
    requirement: 'PONG-15',
    sentence: 'A message that is too big ends the connections of all who are in the room.',
    says: /(Ana|Bo) met with trouble that no step asked for: .*closed 1011/,
    interferes: () => ({
      closed(close, line) {
        if (close.code === 1009) for (const other of othersIn(line)) other.hangUp({ code: 1011, reason: '' });
        return close;
      },
    }),
  },
  {
    id: 'pong-silent-guest-stays',
    system: 'pong',
    requirement: 'PONG-15',
    sentence: 'Whoever comes to a room and says nothing is never sent away.',
    says: /Eve waited .* for the server to close the connection \(4001 Join timeout\), in vain/,
    interferes: () => ({ closed: (close) => (close.code === 4001 ? undefined : close) }),
  },
  {
    id: 'pong-told-at-the-door',
    system: 'pong',
    requirement: 'PONG-15',
    sentence: 'Whoever comes to a room and has not joined it is told its status.',
    says: /had not joined yet, and was told .*game status/,
    interferes: () => ({
      opened: (line) => line.tell({ type: 'status_change', status: 'waiting_for_ready' }),
    }),
  },
  {
    id: 'pong-stranger-unanswered',
    system: 'pong',
    requirement: 'PONG-15',
    sentence: 'Whoever moves without having joined is told nothing.',
    says: /"Not in the room", in vain/,
    interferes: () => loses(refusalOf('Not in the room')),
  },
];
