import { milliseconds } from './in-game-time';
import type { Races } from './races';
import type { Reporter } from './reporter';

type Words = Readonly<Record<string, string>>;
type Act = (reporter: Reporter, words: Words, races: Races) => void;

/** What somebody who races, or would like to, may do, by the words of a feature. */
const ACTS: readonly (readonly [RegExp, Act])[] = [
  [/^reports ready$/, (one) => one.isReady()],
  [
    /^reports (?<time>[\d:]+) and (?<deaths>\d+) deaths?$/,
    (one, { time = '', deaths }) => one.reports(milliseconds(time), Number(deaths)),
  ],
  [
    /^enters layer (?<layer>\d+) at (?<time>[\d:]+)$/,
    (one, { layer, time = '' }) => one.entersLayer(Number(layer), milliseconds(time)),
  ],
  [/^finishes at (?<time>[\d:]+)$/, (one, { time = '' }) => one.finishes(milliseconds(time))],
  [
    /^shows (?<runner>[A-Z]\w+)'s access token$/,
    (one, { runner = '' }, races) => one.authenticates(races.runner(runner).pack.accessToken),
  ],
  [/^says something that is no message$/, (one) => one.sends('text without sense')],
];

/** A runner or a spectator does what the words say. @throws Error for words that name no act. */
export function attempt(races: Races, name: string, words: string): void {
  const found = ACTS.find(([pattern]) => pattern.test(words));
  if (!found) throw new Error(`"${words}" is nothing that ${name} could do.`);
  const [pattern, act] = found;
  act(races.reporter(name), pattern.exec(words)?.groups ?? {}, races);
}
