import { tell } from '../../players/expectation';
import { momentOf } from '../../players/moment';
import type { FinishedScenario } from '../scenario';
import { type Session, sessionsOf } from './sessions';
import { isKept, type KeptEntry, type Told } from './told';

/**
 * Of everything that is kept of a session, each connection is told exactly once what came after it was let in, and after a return what came since it was
 * last seen: in order, nothing left out, nothing twice. Who asks for the history is told that once more, and all of it.
 */
export function tellsExactlyOnce({ players }: FinishedScenario): string[] {
  return sessionsOf(players).flatMap((session) =>
    session.told.flatMap((told) => [
      ...inTurn(told, session),
      ...wholeReplay(told, session),
      ...wholeHistory(told, session),
    ]),
  );
}

/** From when on a connection must be told what is kept: since it was last seen, or since it was let in. */
function startOf({ letIn, lastSeen }: Told): number | undefined {
  const welcome = letIn && momentOf(letIn.event.timestamp);
  if (welcome === undefined) return undefined;
  return Math.min(momentOf(lastSeen) ?? welcome, welcome);
}

/** Follows what a connection was told through all that is kept: no gap, no other order, nothing again that was not asked for. */
function inTurn(told: Told, { kept }: Session): string[] {
  const start = startOf(told);
  if (start === undefined) return [];
  const places = new Map(kept.map(({ event }, place) => [event.id, place]));
  const first = kept.findIndex(({ event }) => event.at > start);
  let next = first < 0 ? kept.length : first;
  const faults: string[] = [];
  const before = new Map<string, KeptEntry[]>();
  const live = new Map<string, KeptEntry>();
  for (const entry of told.entries.filter(isKept)) {
    const { id, at } = entry.event;
    const place = places.get(id) ?? kept.length;
    const earlier = before.get(id) ?? [];
    before.set(id, [...earlier, entry]);
    if (place >= next) {
      for (const missed of kept.slice(next, place)) {
        faults.push(`${told.who} was never told ${what(missed)}, or too late: next came ${tell(entry)}.`);
      }
      next = place + 1;
      live.set(id, entry);
    } else if (
      !isAnswer(
        entry,
        earlier.filter((one) => !isOnItsWay(one, live.get(id), entry, told)),
        told,
      )
    ) {
      const known = earlier[0]
        ? `after ${tell(earlier[0])}`
        : at <= start
          ? `although it was from before (${since(told)})`
          : 'after what came later';
      faults.push(`${told.who} was told ${tell(entry)} ${known}.`);
    }
  }
  return faults;
}

/** True for what comes because the history was asked for: once for each question. */
function isAnswer(entry: KeptEntry, earlier: readonly KeptEntry[], { questions }: Told): boolean {
  const asked = questions.filter(
    (question) => question.index < entry.index && (momentOf(question.since) ?? Infinity) < entry.event.at,
  );
  const answers = earlier.filter(({ index }) => asked.some((question) => question.index < index));
  return answers.length < asked.length;
}

/** True for what was told live and came after a question, because it was on its way: it is told again in the answer. */
function isOnItsWay(
  one: KeptEntry,
  live: KeptEntry | undefined,
  again: KeptEntry,
  { entries }: Told,
): boolean {
  if (one !== live) return false;
  const end = entries.find(({ event, index }) => event.kind === 'replay end' && index > one.index);
  return end !== undefined && again.index < end.index;
}

/** A return ends with the number of what was missed, after all of it. */
function wholeReplay(told: Told, { kept }: Session): string[] {
  const { letIn, who } = told;
  const [from, welcome] = [momentOf(told.lastSeen), letIn && momentOf(letIn.event.timestamp)];
  const end = told.entries.find(({ event }) => event.kind === 'replay end');
  const isAsked = told.questions.some(({ index }) => end && index < end.index);
  if (from === undefined || !letIn || welcome === undefined || !end || isAsked) return [];
  const replayed = told.entries
    .filter(isKept)
    .filter(({ index }) => index > letIn.index && index < end.index);
  const missed = kept.filter(({ event }) => event.at > from && event.at <= welcome);
  return [...counted(who, end, replayed.length, replayed.length), ...missing(who, missed, replayed, end)];
}

/** What is asked for ends with the number of what came, after all that there was when it was asked for. */
function wholeHistory(told: Told, { kept }: Session): string[] {
  const { entries, who } = told;
  return told.questions.flatMap(({ index, since }) => {
    const from = momentOf(since);
    const end = entries.find((entry) => entry.event.kind === 'replay end' && entry.index > index);
    const isOnlyOne = told.questions.filter((other) => end && other.index < end.index).length === 1;
    if (from === undefined || !end || !isOnlyOne || momentOf(told.lastSeen) !== undefined) return [];
    const latest = Math.max(
      momentOf(told.letIn?.event.timestamp) ?? 0,
      ...entries
        .filter((entry) => entry.index < index && isKept(entry))
        .map(({ event }) => ('at' in event ? event.at : 0)),
    );
    const came = entries.filter(isKept).filter((entry) => entry.index > index && entry.index < end.index);
    const due = kept.filter(({ event }) => event.at > from && event.at <= latest);
    return [...counted(who, end, due.length, came.length), ...missing(who, due, came, end)];
  });
}

function counted(who: string, end: Told['entries'][number], least: number, most: number): string[] {
  const count = end.event.kind === 'replay end' ? end.event.count : 0;
  if (count >= least && count <= most) return [];
  return [`${who} was told that ${count} messages were missed, and ${most} came: ${tell(end)}.`];
}

function missing(
  who: string,
  due: readonly KeptEntry[],
  came: readonly KeptEntry[],
  end: Told['entries'][number],
): string[] {
  const ids = new Set(came.map(({ event }) => event.id));
  return due
    .filter(({ event }) => !ids.has(event.id))
    .map((missed) => `${who} was never told ${what(missed)}, which belongs before ${tell(end)}.`);
}

function what({ event }: KeptEntry): string {
  return `${event.kind} ${event.telling ?? ''} (${event.timestamp})`;
}

function since({ letIn, lastSeen }: Told): string {
  return momentOf(lastSeen) === undefined
    ? `let in at ${letIn?.event.timestamp}`
    : `last seen at ${String(lastSeen)}`;
}
