import { alters } from '../habits';
import type { Saboteur } from '../interference';
import { atTable } from './table';
import { callIn, fieldsOf, givenIn, listOf, withGiven } from './tools';

/** A line that ended because the server fell. */
const FELL = 1006;

/** The server falls, and the evening goes on. */
export const FALLS: readonly Saboteur[] = [
  {
    id: 'party-taken-up-forgotten',
    system: 'party',
    requirement: 'PARTY-15',
    sentence: 'What the host had taken up when the server fell is not waiting any more when it is back.',
    says: /actions as they were taken up|never came to the host|the action that the host took up: expected undefined/,
    interferes: atTable((table) => {
      const taken = new Set<unknown>();
      let fallen = false;
      return {
        closed(close) {
          fallen ||= close.code === FELL;
          return close;
        },
        answered(answer, question) {
          const tool = callIn(question)?.tool;
          if (tool === 'start_party_mode') {
            // Chance plays several sessions in one scenario: what was waiting in the one before is not waiting in this one.
            fallen = false;
            for (const { id } of table.actions) taken.add(id);
          }
          if (tool !== 'party_pop_action') return answer;
          const { action_id } = fieldsOf(givenIn(answer)?.action);
          if (!fallen) {
            if (action_id !== undefined) taken.add(action_id);
            return answer;
          }
          const next = table.actions.find(({ id }) => !taken.has(id));
          if (!next) return withGiven(answer, { action: null });
          taken.add(next.id);
          const { id, by, text } = next;
          const submitted_at = new Date(0).toISOString();
          return withGiven(answer, { action: { action_id: id, player_id: by, text, submitted_at } });
        },
      };
    }),
  },
  {
    id: 'party-fight-begins-anew',
    system: 'party',
    requirement: 'PARTY-15',
    sentence: 'After a fall a fight goes on with the turn of whoever comes first in the order.',
    says: /turn/,
    interferes: atTable((table) => {
      let fallen = false;
      return {
        ...alters(
          ({ type, mode }) => fallen && type === 'combat_state' && mode === 'turn_based',
          (frame, line) => {
            const [first] = listOf(frame.initiative);
            return { ...frame, current_turn: first?.id, your_turn: first?.id === table.ownerOf(line) };
          },
        ),
        closed(close) {
          fallen ||= close.code === FELL;
          return close;
        },
      };
    }),
  },
  {
    id: 'party-past-without-falls',
    system: 'party',
    requirement: 'PARTY-15',
    sentence: 'What was told before the server fell is not part of the past any more.',
    says: /was never told|waited .* for|part of the past|answer \d+ that .* has read/,
    interferes: atTable((table) => {
      const before = new Set<unknown>();
      return {
        closed(close) {
          if (close.code === FELL) for (const id of table.kept.keys()) before.add(id);
          return close;
        },
        told(frame, line) {
          const isPast = table.replayOf(line) !== undefined && before.has(frame.id);
          return isPast && frame.type === 'narrative' ? [] : [frame];
        },
      };
    }),
  },
];
