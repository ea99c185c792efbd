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

/**
 * What everybody was told while it happened, without what is different for each. When somebody asks for the history, what is new in the answer, or was on
 * its way, has just happened, too.
 */
function liveOf({ who, entries, letIn, questions, lastSeen, since, until }: Told): Stream {
  const stretch = (from: number) => {
    const end = entries.find(({ event, index }) => event.kind === 'replay end' && index > from);
    return ({ index }: { readonly index: number }) => index > from && index < (end?.index ?? Infinity);
  };
  const isMissed = momentOf(lastSeen) === undefined ? () => false : stretch(-1);
  const answers = questions.flatMap((one) => (momentOf(one.since) === undefined ? [] : [stretch(one.index)]));
  let latest = momentOf(letIn?.event.timestamp) ?? -Infinity;
  return {
    who,
    since,
    until,
    entries: entries.flatMap((entry) => {
      if (isMissed(entry)) return [];
      if (!isKept(entry)) return entry.event.kind === 'thinking' ? [entry] : [];
      const { at, id } = entry.event;
      if (at <= latest && answers.some((isIn) => isIn(entry))) return [];
      latest = Math.max(latest, at);
      return [{ ...entry, raw: id }];
    }),
  };
}
