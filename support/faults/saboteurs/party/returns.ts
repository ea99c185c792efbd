import { alters, doubles, loses, mishears, ofType, theNth } from '../habits';
import type { Frame, Line, Saboteur } from '../interference';
import { atTable, isKept, type Table } from './table';

const BEGINNING = '2000-01-01T00:00:00.000Z';

/** Goes through what is told again on each line: `change` gets what is kept, one after the other from 1, and its end. */
function retelling(
  table: Table,
  change: (frame: Frame, place: number, line: Line) => readonly Frame[],
  which = 'return',
) {
  const places = new Map<Line, number>();
  return {
    told(frame: Frame, line: Line): readonly Frame[] {
      if (table.replayOf(line) !== which) return [frame];
      const isEnd = frame.type === 'replay_end';
      if (!isEnd && !isKept(frame)) return [frame];
      const place = (places.get(line) ?? 0) + 1;
      places.set(line, isEnd ? 0 : place);
      return change(frame, place, line);
    },
  };
}

function counting(frame: Frame, difference: number): Frame {
  return { ...frame, count: Math.max(0, Number(frame.count) + difference) };
}

/** Who comes back, and what that one is told of what was missed. */
export const RETURNS: readonly Saboteur[] = [
  {
    id: 'party-return-one-too-many',
    system: 'party',
    requirement: 'PARTY-06',
    sentence:
      'Who comes back is told the last message once more that had been seen, and then what was missed.',
    says: /although it was from before|messages that were missed|after .*(narrative|announcement)/,
    interferes: atTable((table) => {
      const seen = new Map<Line, Frame>();
      return {
        said(frame, line) {
          const last = [...table.kept.values()].find(({ timestamp }) => timestamp === frame.last_seen);
          if (frame.type === 'auth' && last) seen.set(line, last);
          return [frame];
        },
        told(frame, line) {
          const last = seen.get(line);
          if (!last) return [frame];
          if (frame.type === 'connected') return [frame, last];
          if (frame.type !== 'replay_end') return [frame];
          seen.delete(line);
          return [counting(frame, 1)];
        },
      };
    }),
  },
  {
    id: 'party-return-one-too-few',
    system: 'party',
    requirement: 'PARTY-06',
    sentence: 'Who comes back is not told the first of the messages that were missed.',
    says: /was never told|answer 1 that/,
    interferes: atTable((table) =>
      retelling(table, (frame, place) => {
        if (frame.type === 'replay_end') return [counting(frame, -1)];
        return place === 1 ? [] : [frame];
      }),
    ),
  },
  {
    id: 'party-return-out-of-order',
    system: 'party',
    requirement: 'PARTY-06',
    sentence: 'Who comes back is told the fourth and the fifth of the missed messages in the wrong order.',
    says: /after what came later|answer \d+ that|was never told .*, or too late/,
    interferes: atTable((table) => {
      let kept: Frame | undefined;
      return retelling(table, (frame, place) => {
        const before = kept;
        kept = undefined;
        if (before) return frame.type === 'replay_end' ? [before, frame] : [frame, before];
        if (place !== 4 || frame.type === 'replay_end') return [frame];
        kept = frame;
        return [];
      });
    }),
  },
  {
    id: 'party-return-at-most-eight',
    system: 'party',
    requirement: 'PARTY-06',
    sentence: 'Who has missed more than eight messages is told the first eight.',
    says: /was never told|waited .* for the host's answer|answer \d+ that/,
    interferes: atTable((table) =>
      retelling(table, (frame, place) => {
        if (frame.type === 'replay_end') return [{ ...frame, count: Math.min(8, Number(frame.count)) }];
        return place > 8 ? [] : [frame];
      }),
    ),
  },
  {
    id: 'party-return-twice-at-the-seam',
    system: 'party',
    requirement: 'PARTY-06',
    sentence: 'What was told last of the missed messages is told again as if it were new.',
    says: /else \w+ has read|was told .* after/,
    interferes: atTable((table) => {
      const last = new Map<Line, Frame>();
      return retelling(table, (frame, _place, line) => {
        if (frame.type !== 'replay_end') last.set(line, frame);
        const again = last.get(line);
        return frame.type === 'replay_end' && again ? [frame, again] : [frame];
      });
    }),
  },
  {
    id: 'party-return-lost-at-the-seam',
    system: 'party',
    requirement: 'ALL-01',
    sentence: 'The first thing that happens after a return is not told to whoever has come back.',
    says: /was never told|waited .* for/,
    interferes: atTable((table) => {
      const back = new Set<Line>();
      return {
        told(frame, line) {
          if (frame.type === 'replay_end' && table.replayOf(line) === 'return') back.add(line);
          else if (isKept(frame) && back.delete(line)) return [];
          return [frame];
        },
      };
    }),
  },
  {
    id: 'party-return-without-the-private',
    system: 'party',
    requirement: 'PARTY-06',
    sentence: 'Who comes back is told the answers that were missed without what was for the own eyes.',
    says: /and privately|private text|another form/,
    interferes: atTable((table) => retelling(table, ({ private: _, ...frame }) => [frame as Frame])),
  },
  {
    id: 'party-return-unfiltered',
    system: 'party',
    requirement: 'PARTY-06',
    sentence: 'Who comes back is told what was private to others in the answers that were missed.',
    says: /received a private text for \w+, which is for|and privately/,
    interferes: atTable((table) =>
      retelling(table, (frame) => {
        const { privately = {} } = table.confided.get(String(frame.narrative)) ?? {};
        const [aside] = Object.values(privately);
        return [aside === undefined ? frame : { ...frame, private: aside }];
      }),
    ),
  },
  {
    id: 'party-return-from-the-future',
    system: 'party',
    requirement: 'PARTY-06',
    sentence: 'Who claims to have seen the future is told everything from the beginning.',
    says: /nothing was missed|answers that \w+ has read|after 0 messages|messages that were missed/,
    interferes: () => ({
      said: (frame) => [
        frame.type === 'auth' && /^2[1-9]\d\d-/.test(String(frame.last_seen))
          ? { ...frame, last_seen: BEGINNING }
          : frame,
      ],
    }),
  },
  {
    id: 'party-return-with-nothing-seen',
    system: 'party',
    requirement: 'PARTY-06',
    sentence: 'Who says that nothing was seen is told everything from the beginning.',
    says: /answers that \w+ has read/,
    interferes: () => ({
      said: (frame) => [
        frame.type === 'auth' && frame.last_seen === null ? { ...frame, last_seen: BEGINNING } : frame,
      ],
    }),
  },
  {
    id: 'party-return-counted-wrong',
    system: 'party',
    requirement: 'PARTY-06',
    sentence: 'The end of what was missed counts what was private in it once more.',
    says: /was told that \d+ messages were missed, and \d+ came/,
    interferes: atTable((table) => {
      const asides = new Map<Line, number>();
      return retelling(table, (frame, _place, line) => {
        const more = (asides.get(line) ?? 0) + Number(frame.private !== undefined);
        asides.set(line, frame.type === 'replay_end' ? 0 : more);
        return [frame.type === 'replay_end' ? counting(frame, more) : frame];
      });
    }),
  },
  {
    id: 'party-return-at-another-time',
    system: 'party',
    requirement: 'PARTY-06',
    sentence:
      'A message that is told again carries a time a thousandth of a second after that of the first time.',
    says: /in another form than/,
    interferes: atTable((table) =>
      retelling(table, (frame) => {
        if (!isKept(frame)) return [frame];
        return [{ ...frame, timestamp: new Date(Date.parse(String(frame.timestamp)) + 1).toISOString() }];
      }),
    ),
  },
  {
    id: 'party-history-from-the-beginning',
    system: 'party',
    requirement: 'PARTY-06',
    sentence: 'Who asks for the history since some moment is told all of it, from the beginning.',
    says: /the end of what was missed after 2 messages, in vain/,
    interferes: () =>
      mishears(ofType('history_request'), (frame) =>
        Number.isNaN(Date.parse(String(frame.since))) ? frame : { ...frame, since: BEGINNING },
      ),
  },
  {
    id: 'party-history-told-to-all',
    system: 'party',
    requirement: 'PARTY-06',
    sentence: 'When somebody asks for the history, everybody is told it.',
    says: /was told .* after/,
    interferes: atTable((table) =>
      retelling(
        table,
        ({ private: aside, ...frame }, _place, line) => {
          for (const other of table.companyOf(line)) if (other !== line && isKept(frame)) other.tell(frame);
          return [aside === undefined ? frame : { ...frame, private: aside }];
        },
        'history',
      ),
    ),
  },
  {
    id: 'party-return-from-where-it-broke',
    system: 'party',
    requirement: 'ALL-01',
    sentence: 'What was on its way to a player when the connection broke counts as told.',
    says: /answer \d+ that|was never told|waited .* for/,
    interferes: atTable((table) => {
      const sent = new Map<unknown, string>();
      return {
        said(frame, line) {
          const last = sent.get(table.seatAt(line));
          const isReturn = frame.type === 'auth' && typeof frame.last_seen === 'string';
          return [isReturn && last !== undefined ? { ...frame, last_seen: last } : frame];
        },
        told(frame, line) {
          if (isKept(frame)) sent.set(table.seatAt(line), String(frame.timestamp));
          return [frame];
        },
      };
    }),
  },
  {
    id: 'party-piece-twice',
    system: 'party',
    requirement: 'ALL-02',
    sentence: 'Of a long story that is told in one go, whoever came last is told the twelfth piece twice.',
    says: /was told .* after/,
    interferes: atTable((table) => {
      const twelfth = theNth(12, ({ type }) => type === 'narrative');
      return doubles((frame, line) => twelfth(frame, line) && table.companyOf(line).at(-1) === line);
    }),
  },
  {
    id: 'party-piece-changed',
    system: 'party',
    requirement: 'ALL-02',
    sentence: 'A slow line loses the last letter of the twentieth piece of a story.',
    says: /waited .* for the host's answer|another form/,
    interferes: () =>
      alters(
        theNth(20, ({ type }) => type === 'narrative'),
        (frame) => ({ ...frame, narrative: String(frame.narrative).slice(0, -1) }),
      ),
  },
  {
    id: 'party-second-loss-forgets',
    system: 'party',
    requirement: 'ALL-01',
    sentence: 'Who comes back for the second time is told nothing of what was missed.',
    says: /was never told|waited .* for the end|waited .* for/,
    interferes: atTable((table) => {
      const times = new Map<unknown, number>();
      return {
        ...loses(
          (frame, line) => line.notes.has('forgotten') && table.replayOf(line) === 'return' && isKept(frame),
        ),
        said(frame, line) {
          const seat = table.seatAt(line);
          if (frame.type !== 'auth' || typeof frame.last_seen !== 'string') return [frame];
          times.set(seat, (times.get(seat) ?? 0) + 1);
          if (times.get(seat) === 2) line.notes.set('forgotten', true);
          return [frame];
        },
      };
    }),
  },
];
