import type { Journal } from '../../players/journal';

/** How a scenario's note for the overview is marked; no other report shows it. */
export const NOTE = 'application/vnd.gauntlet.note+json';

/** How the coordinator tells its workers what they play on, and when the run began. */
export const RUN_VARIABLE = 'GAUNTLET_RUN';

/** What a run says of itself. */
export interface RunFacts {
  /** What was played on, as a reader knows it: `embedded`, `live at http://127.0.0.1:8080`. */
  readonly target: string;
  /** When the run's first process began, in milliseconds since 1970. */
  readonly began: number;
  /** What PostgreSQL took until it was there, in milliseconds; undefined where the run did not start it. */
  readonly postgres?: number;
}

/** Milliseconds by the kind of event that somebody waited for, or by what a request was about. */
export type Figures = Readonly<Record<string, readonly number[]>>;

/** What a scenario leaves for the overview. */
export interface Note {
  /** Absent where the run did not say. */
  readonly run?: RunFacts;
  /** How long players waited for each kind of event; 0 where it was there before they looked. */
  readonly waits: Figures;
  /** From request over HTTP to answer, by the channel that the dialect names. */
  readonly answers: Figures;
}

/** Tells the workers. */
export function tellRun(env: NodeJS.ProcessEnv, facts: RunFacts): void {
  env[RUN_VARIABLE] = JSON.stringify(facts);
}

/** @param journals of everybody who took part; each is counted once, however often it is given. */
export function noteOf(env: Readonly<NodeJS.ProcessEnv>, journals: Iterable<Journal>): Note {
  const waits: Record<string, number[]> = {};
  const answers: Record<string, number[]> = {};
  for (const journal of new Set(journals)) {
    for (const { kind, milliseconds } of journal.waits) add(waits, kind, milliseconds);
    for (const entry of journal.entries) {
      if (entry.kind !== 'answered' || entry.question === undefined) continue;
      const question = journal.entries[entry.question];
      if (question?.kind === 'asked') add(answers, entry.channel, entry.at - question.at);
    }
  }
  const facts = env[RUN_VARIABLE];
  return { ...(facts ? { run: JSON.parse(facts) as RunFacts } : {}), waits, answers };
}

/** To a tenth of a millisecond: more is not measured, and would only be long. */
function add(figures: Record<string, number[]>, kind: string, milliseconds: number): void {
  const rounded = Math.round(milliseconds * 10) / 10;
  if (Object.hasOwn(figures, kind)) figures[kind]?.push(rounded);
  else Object.defineProperty(figures, kind, { value: [rounded], enumerable: true });
}

/** Reads what an attachment of this kind holds. @throws Error in words if it is no such note. */
export function readNote(body: string): Note {
  const value = parse(body);
  const waits = readFigures(value.waits, 'waits');
  const answers = readFigures(value.answers, 'answers');
  return value.run === undefined ? { waits, answers } : { run: readFacts(value.run), waits, answers };
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    if (isObject(value)) return value;
  } catch {}
  throw new Error('a note for the overview is no JSON object');
}

function readFacts(value: unknown): RunFacts {
  const { target, began, postgres } = isObject(value) ? value : {};
  if (typeof target !== 'string' || target === '' || !isDuration(began))
    throw new Error('a note for the overview does not say what was played on, or since when');
  if (postgres !== undefined && !isDuration(postgres))
    throw new Error('a note for the overview has a "postgres" that is no number of milliseconds');
  return postgres === undefined ? { target, began } : { target, began, postgres };
}

function readFigures(value: unknown, name: string): Figures {
  const isFit =
    isObject(value) && Object.values(value).every((one) => Array.isArray(one) && one.every(isDuration));
  if (!isFit) throw new Error(`a note for the overview has "${name}" that are no lists of milliseconds`);
  return value as Figures;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
