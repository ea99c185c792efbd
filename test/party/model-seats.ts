import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Every way in which the rules of this party can break a promise. */
export type RuleFault =
  | 'the answer is told twice'
  | 'a private text is told to everybody'
  | 'notes are told to everybody'
  | 'actions are taken up last come first served'
  | 'all actions have one id'
  | 'an action is taken up again and again'
  | 'anybody may act in a fight'
  | 'the order of a fight is upside down'
  | 'rounds are not counted'
  | 'everybody may act again in a round'
  | 'hit points are told to everybody'
  | 'a change to a sheet is not told'
  | 'an answered action may be answered again'
  | 'a refused answer is told'
  | 'the observer may act'
  | 'sheets are shown whole'
  | 'who leaves is not announced'
  | 'who was removed may come back'
  | 'nobody is too busy'
  | 'actions of a round stay in the queue';

export type Frame = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A connection that was let in. */
export interface Guest {
  send(frame: Frame): void;
  close(code: number, reason: string): void;
}

export interface Sheet {
  readonly name: string;
  readonly class: string;
  level: number;
  readonly initiative: number;
  hit_points: number;
  max_hit_points: number;
  conditions: readonly string[];
  secret_background?: string;
  hidden_roll?: string;
}

export interface Seat {
  readonly id: string;
  readonly name: string;
  token: string | undefined;
  status: 'active' | 'kicked';
  readonly sheet: Sheet | undefined;
  readonly guests: Set<Guest>;
  /** When the last actions came, in milliseconds. */
  recent: number[];
}

/** What the host, or a player, wants and cannot have. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status = 403,
  ) {
    super(message);
  }
}

interface Story {
  readonly players: readonly (Sheet & { id: string })[];
}

export const story = JSON.parse(
  readFileSync(path.join(__dirname, '../../contracts/party.seed.json'), 'utf8'),
) as Story;
export const OBSERVER = 'OBSERVER';
export const newToken = () => randomBytes(24).toString('base64url');
export const healthOf = ({
  hit_points: left,
  max_hit_points: most,
}: Pick<Sheet, 'hit_points' | 'max_hit_points'>) =>
  left === 0 ? 'down' : left * 2 <= most ? 'wounded' : 'healthy';

export function isText(value: unknown, longest: number): value is string {
  if (typeof value !== 'string' || value.trim() === '') return false;
  return [...value].length <= longest && !/\0|\p{Surrogate}/u.test(value);
}
