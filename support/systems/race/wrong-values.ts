import type { RunnerAct } from './acts';
import type { Figure } from './dialect';
import type { Race } from './race';
import type { Runner } from './runner';

/** A token of the right form that nobody was ever given. */
export const MADE_UP_TOKEN = 'made-up-token-that-opens-no-door-at-all';

/** The id of a race that does not exist. */
export const NO_RACE = '00000000-0000-4000-8000-000000000000';

/**
 * A runner tries to join somebody else's race with what a feature names: a kind of token, or something that is no
 * introduction (the dialect knows those).
 */
export async function attemptToJoin(runner: Runner, race: Race, what: string): Promise<void> {
  const [insider] = race.runners;
  const tokens: Readonly<Record<string, string | undefined>> = {
    'a made-up token': MADE_UP_TOKEN,
    'the token of another race': runner.pack.accessToken,
    'an account token': runner.account.token,
    'a token with a letter off': insider && withALetterOff(insider.pack.accessToken),
  };
  const token = tokens[what];
  if (token === undefined) await runner.triesToJoinSaying(race.id, what);
  else await runner.triesToJoin(race.id, token);
}

const ACTS: Readonly<Record<string, (runner: Runner) => RunnerAct>> = {
  'a report': ({ time, deaths }) => ({ kind: 'reports', time: time + 1, deaths }),
  'an entry': ({ course, zone, time }) => ({
    kind: 'enters',
    from: zone,
    to: course.entranceOf(1).name,
    time: time + 1,
  }),
  'a finish': ({ time }) => ({ kind: 'finishes', time: time + 1 }),
};

/**
 * A runner sends an act (`a report`, `an entry`, `a finish`) that is right but for one value: `the time -1`, `5.5 deaths`,
 * `the zone "Nowhere"`, `no time`.
 * @throws Error for words that name no act, or no value.
 */
export function attemptWith(runner: Runner, what: string, phrase: string): void {
  const act = ACTS[what];
  if (!act) throw new Error(`"${what}" is no message; there are ${Object.keys(ACTS).join(', ')}.`);
  const [figure, text] = valueIn(phrase);
  runner.attemptsWith(act(runner), figure, text);
}

function valueIn(phrase: string): [Figure, string | undefined] {
  const named = /^(?:the )?(?<figure>time|zone) (?<text>.+)$/.exec(phrase)?.groups;
  if (named) return [named.figure as Figure, named.text];
  const deaths = /^(?<text>.+) deaths$/.exec(phrase)?.groups;
  if (deaths) return ['deaths', deaths.text];
  const missing = /^no (?<figure>time|zone|deaths)$/.exec(phrase)?.groups;
  if (missing) return [missing.figure as Figure, undefined];
  throw new Error(
    `"${phrase}" names no value; write the time -1, 5.5 deaths, the zone "Nowhere" or no time.`,
  );
}

function withALetterOff(token: string): string {
  const last = token.endsWith('A') ? 'B' : 'A';
  return `${token.slice(0, -1)}${last}`;
}
