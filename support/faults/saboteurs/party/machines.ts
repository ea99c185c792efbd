import { randomUUID } from 'node:crypto';
import { alters, loses } from '../habits';
import type { Frame, Line, Saboteur } from '../interference';
import { atTable } from './table';

const isNoTime = (value: unknown): boolean =>
  value !== undefined && value !== null && !/^\d{4}-\d\d-\d\dT[0-2]\d:/.test(String(value));

/** Machines with a fault, readers who stall, and how long a server bears with them. */
export const MACHINES: readonly Saboteur[] = [
  {
    id: 'party-errors-run-out',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'After thirty wrong messages a machine is not told any more that they are wrong.',
    says: /error/,
    interferes: () => {
      const errors = new Map<Line, number>();
      return loses(({ type }, line) => {
        if (type !== 'error') return false;
        errors.set(line, (errors.get(line) ?? 0) + 1);
        return (errors.get(line) ?? 0) > 30;
      });
    },
  },
  {
    id: 'party-list-ends-all',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'A list where a message should be ends the connection without a word.',
    says: /sent away without a reason|closed|error answer/,
    interferes: () => ({
      muttered(text, line) {
        if (!text.startsWith('[')) return [text];
        line.hangUp({ code: 1000, reason: '' });
        return [];
      },
    }),
  },
  {
    id: 'party-half-a-message-ignored',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'Text that is no message is passed over in silence.',
    says: /waited .* for an error answer/,
    interferes: () => ({ muttered: () => [] }),
  },
  {
    id: 'party-error-with-internals',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'An error tells a player in which line of which file of the server it came about.',
    says: /was told internals of the server/,
    interferes: () =>
      alters(
        ({ type }) => type === 'error',
        ({ message, ...frame }) => ({
          ...frame,
          message: `${String(message)}\n    at Connection.read (/srv/party/connection.js:84:17)`,
        }),
      ),
  },
  {
    id: 'party-garbled-time-ignored',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'Who says garbled what was seen last is let in as if nothing had been said.',
    says: /waited .* for an error answer/,
    interferes: () => ({
      said: ({ last_seen, ...frame }) => [
        frame.type !== 'auth' || last_seen === undefined || isNoTime(last_seen)
          ? frame
          : { ...frame, last_seen },
      ],
    }),
  },
  {
    id: 'party-spaces-accepted',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'An action of nothing but spaces waits for the host.',
    says: /waited .* for the action to be rejected, or an error answer/,
    interferes: () => ({
      said: (frame) => [
        frame.type === 'action' && /^\s+$/.test(String(frame.text)) ? { ...frame, text: '(nothing)' } : frame,
      ],
    }),
  },
  {
    id: 'party-long-action-cut',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'The last letter of the longest action there can be is lost on the way to the host.',
    says: /what the host reads/,
    interferes: () => ({
      said: (frame) => [
        frame.type === 'action' && [...String(frame.text)].length === 4_000
          ? { ...frame, text: [...String(frame.text)].slice(0, -1).join('') }
          : frame,
      ],
    }),
  },
  {
    id: 'party-too-many-accepted',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'Actions beyond the limit are said to wait, and do not.',
    says: /actions that were accepted|Too many actions|actions that the host took up/,
    interferes: () =>
      alters(
        ({ error }) => error === 'Too many actions',
        () => ({ type: 'action_status', action_id: randomUUID(), status: 'pending' }),
      ),
  },
  {
    id: 'party-flood-ends-two',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: "A player's flood ends another's connection, too.",
    says: /is still at the table|not connected|1008|no step asked for|not open/,
    interferes: atTable((table) => ({
      closed(close, line) {
        if (close.code === 1008)
          table
            .companyOf(line)
            .find((other) => other !== line)
            ?.hangUp(close);
        return close;
      },
    })),
  },
  {
    id: 'party-binary-by-another-code',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'Who sends data of the wrong kind is told that it was too much.',
    says: /1003/,
    interferes: () => ({ closed: (close) => (close.code === 1003 ? { ...close, code: 1009 } : close) }),
  },
  {
    id: 'party-not-asked-for-life',
    system: 'party',
    requirement: 'PARTY-19',
    sentence: 'Only whoever came first is asked for a sign of life.',
    says: /waited .* for the question for a sign of life/,
    interferes: atTable((table) =>
      loses(({ type }, line) => type === 'ping' && table.companyOf(line)[0] !== line),
    ),
  },
  {
    id: 'party-quiet-reader-given-up',
    system: 'party',
    requirement: 'PARTY-20',
    sentence:
      'Who reads twenty-five pieces of a story without a word is given up as a reader who has stalled.',
    says: /waited .* for the host's answer "Piece|trouble that no step asked for/,
    interferes: () => {
      const quiet = new Map<Line, number>();
      return {
        said(frame, line) {
          quiet.set(line, 0);
          return [frame];
        },
        told(frame, line) {
          quiet.set(line, (quiet.get(line) ?? 0) + Number(frame.type === 'narrative'));
          if ((quiet.get(line) ?? 0) > 25) line.hangUp({ code: 1013, reason: 'Too slow' });
          return [frame];
        },
      };
    },
  },
  {
    id: 'party-answer-waits-for-all-readers',
    system: 'party',
    requirement: 'PARTY-20',
    sentence:
      'A player learns that an action is answered when all others have given a sign of life since, and no sooner.',
    says: /waited .* for the own action to be answered/,
    interferes: () => {
      let held: readonly { readonly owner: Line; readonly frame: Frame; readonly silent: Set<Line> }[] = [];
      return {
        told(frame, line) {
          if (frame.type !== 'action_status' || frame.status !== 'resolved') return [frame];
          held = [
            ...held,
            { owner: line, frame, silent: new Set(line.all.filter((other) => other !== line)) },
          ];
          return [];
        },
        said(frame, line) {
          for (const { silent } of held) silent.delete(line);
          for (const { owner, frame: answer, silent } of held) if (silent.size === 0) owner.tell(answer);
          held = held.filter(({ silent }) => silent.size > 0);
          return [frame];
        },
      };
    },
  },
  {
    id: 'party-dozes-off',
    system: 'party',
    requirement: 'PARTY-14',
    sentence: 'A connection that has been told a hundred messages is told nothing more, and stays open.',
    says: /waited .* (for|own action)/,
    interferes: () => {
      const told = new Map<Line, number>();
      return loses((_frame, line) => {
        told.set(line, (told.get(line) ?? 0) + 1);
        return (told.get(line) ?? 0) > 100;
      });
    },
  },
];
