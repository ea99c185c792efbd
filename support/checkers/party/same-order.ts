import { momentOf } from '../../players/moment';
import type { FinishedScenario } from '../scenario';
import { differences, type Stream } from '../side-by-side';
import { sessionsOf } from './sessions';
import { isKept, type Told } from './told';

/**
 * What is told to everybody at a table comes in the same order to all who are there: answers, comings and goings, thoughts. Two tables may
 * be told the same thought, and nothing follows from it.
 */
export function tellsTheTableTheSame({ players }: FinishedScenario): string[] {
  return sessionsOf(players).flatMap(({ told }) => differences(told.map(liveOf), 'session'));
}

/** What everybody was told while it happened, without what is different for each. */
function liveOf({ who, entries, questions, lastSeen, since, until }: Told): Stream {
  const returned = momentOf(lastSeen) === undefined ? [] : [-1];
  const asked = questions.flatMap(({ index, since: from }) => (momentOf(from) === undefined ? [] : [index]));
  const stretches = [...returned, ...asked].map((from) => {
    const end = entries.find(({ event, index }) => event.kind === 'replay end' && index > from);
    return { from, until: end?.index ?? Number.POSITIVE_INFINITY };
  });
  const isLive = (index: number) => !stretches.some((one) => index > one.from && index < one.until);
  return {
    who,
    since,
    until,
    entries: entries.flatMap((entry) => {
      if (!isLive(entry.index)) return [];
      if (isKept(entry)) return [{ ...entry, raw: entry.event.id }];
      return entry.event.kind === 'thinking' ? [entry] : [];
    }),
  };
}
