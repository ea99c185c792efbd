import { existsSync, readFileSync } from 'node:fs';

/** A server that misbehaves in one way, and who noticed. */
export interface Sabotage {
  readonly id: string;
  /** What it does, in plain words. */
  readonly sentence: string;
  /** The promise it breaks. */
  readonly requirement: string;
  readonly system: string;
  /** Null where it went unnoticed. */
  readonly caught: {
    readonly scenario: string;
    readonly uri: string;
    readonly failure: string;
    readonly milliseconds: number;
  } | null;
}

/** What `npm run sabotage` found out. */
export interface Saboteurs {
  /** ISO date. */
  readonly made: string;
  readonly saboteurs: readonly Sabotage[];
  /** Scenarios that none of them made fail. */
  readonly provesNothingKnown: readonly { readonly scenario: string; readonly uri: string }[];
}

/** A file that is no list of saboteurs. The message names the file and the field. */
export class SaboteurListError extends Error {
  override readonly name = 'SaboteurListError';
}

/** Reads the list of saboteurs; undefined where there is none. @throws SaboteurListError where the file is something else. */
export function readSaboteurs(file: string): Saboteurs | undefined {
  if (!existsSync(file)) return undefined;
  const refuse = (what: string) => new SaboteurListError(`${file} is no list of saboteurs: ${what}.`);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw refuse('it is no JSON');
  }
  const top = new Fields(value, '', refuse);
  const made = top.text('made');
  if (Number.isNaN(Date.parse(made))) throw refuse('"made" is no date');
  return {
    made,
    saboteurs: top.list('saboteurs').map((one) => ({
      id: one.text('id'),
      sentence: one.text('sentence'),
      requirement: one.text('requirement'),
      system: one.text('system'),
      caught: caughtBy(one.orNull('caught')),
    })),
    provesNothingKnown: top
      .list('provesNothingKnown')
      .map((one) => ({ scenario: one.text('scenario'), uri: one.text('uri') })),
  };
}

function caughtBy(caught: Fields | null): Sabotage['caught'] {
  if (!caught) return null;
  const [scenario, uri, failure] = [caught.text('scenario'), caught.text('uri'), caught.text('failure')];
  return { scenario, uri, failure, milliseconds: caught.duration('milliseconds') };
}

/** The fields of an object, each looked at before it is used. */
class Fields {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(
    value: unknown,
    private readonly place: string,
    private readonly refuse: (what: string) => SaboteurListError,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw refuse(`${place === '' ? 'the whole' : `"${place}"`} is no object`);
    this.#values = value as Readonly<Record<string, unknown>>;
  }

  text(name: string): string {
    const value = this.#own(name);
    if (typeof value === 'string' && value !== '') return value;
    throw this.refuse(`"${this.#at(name)}" is no text`);
  }

  duration(name: string): number {
    const value = this.#own(name);
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    throw this.refuse(`"${this.#at(name)}" is no number of milliseconds`);
  }

  list(name: string): Fields[] {
    const value = this.#own(name);
    if (!Array.isArray(value)) throw this.refuse(`"${this.#at(name)}" is no list`);
    return value.map((one, index) => new Fields(one, `${this.#at(name)}[${index}]`, this.refuse));
  }

  orNull(name: string): Fields | null {
    const value = this.#own(name);
    return value === null ? null : new Fields(value, this.#at(name), this.refuse);
  }

  #own(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  #at(name: string): string {
    return this.place === '' ? name : `${this.place}.${name}`;
  }
}
