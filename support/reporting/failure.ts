import { type Account, listed, namedIn } from '../players/account';
import { type Promised, promisesOf } from './promises';

/** What a failure befell: enough to say what was promised, and what was to be seen. */
export interface Circumstances {
  readonly scenario: string;
  /** `@RACE-06` */
  readonly tags: readonly string[];
  /** The step that was on, none for what goes on around the steps; `isGiven` where it only makes ready. */
  readonly step?: { readonly text: string; readonly isGiven: boolean };
  /** Names of those who take part. */
  readonly people: readonly string[];
}

/** A failure for both its readers. */
export interface Failure {
  /** `broken`: it was seen that a promise is not kept; `unproved`: nothing was seen that would show that it is. */
  readonly verdict: 'broken' | 'unproved';
  readonly scenario: string;
  readonly promises: readonly Promised[];
  /** Who should have seen what and saw what instead, for whoever has ordered the server. */
  readonly accounts: readonly Account[];
  /** What was thrown, and its message with everything it says: for a developer. */
  readonly details: string;
}

/** Errors that say that the server did something else than it has to; any other says that something else went wrong. */
const FINDINGS: ReadonlySet<string> = new Set(['Missed', 'AssertionError', 'Violations', 'BrokenRule']);
const MARKS = { broken: 'Broken promise', unproved: 'Unproved promise' } as const;
/** What a failure has between the part for whoever has ordered the server and the part for a developer. */
export const LINE = '---- for a developer ----';
const BETWEEN = `\n\n${LINE}\n\n`;
/** So much is told of one thing and of so many people: the part for a developer has all of it. */
const LONGEST = 300;
const MOST_TOLD = 3;

/**
 * What a step or a hook has thrown, or what cucumber says of it, to its readers. Texts are as they were thrown: secrets are for whoever prints this
 * to cut.
 */
export function failureOf(thrown: unknown, where: Circumstances): Failure {
  const { name, message, accounts, isUnproved } = partsOf(thrown);
  const isBroken = FINDINGS.has(name) && !isUnproved && !where.step?.isGiven;
  return {
    verdict: isBroken ? 'broken' : 'unproved',
    scenario: where.scenario,
    promises: promisesOf(where.tags),
    accounts: accounts ?? [accountOf(message, where)],
    details: name === '' ? message : `${name}: ${message}`,
  };
}

/**
 * The failure as a text, for both: `Broken promise RACE-06: A runner in a deeper layer is ahead`, who, what they should have seen, what they saw
 * instead; a line; what was thrown.
 */
export function toldTwice(failure: Failure): string {
  return [headOf(failure), ...accountsOf(failure)].join('\n') + BETWEEN + failure.details;
}

/** True for a text that `toldTwice` has made, or that has such a one in it. */
export function isTold(text: string): boolean {
  return text.includes(BETWEEN);
}

/** The two parts of such a text; all of another text is for a developer. */
export function readingsOf(text: string): { readonly story: string; readonly details: string } {
  const at = text.indexOf(BETWEEN);
  if (at < 0) return { story: '', details: text };
  return { story: text.slice(0, at), details: text.slice(at + BETWEEN.length) };
}

/** The first line: every promise that the scenario shows, because which of them it was cannot be told from a failure. */
function headOf({ verdict, promises, scenario }: Failure): string {
  const said = promises.map(({ id, sentence }) => `${id}: ${sentence}`).join('; or ');
  return `${MARKS[verdict]} ${said || `of the scenario "${scenario}", which names none`}`;
}

function accountsOf({ accounts }: Failure): string[] {
  const shoulds = [...new Set(accounts.map(({ should }) => should))];
  const told = shoulds.map((should) => blockOf(accounts.filter((one) => one.should === should)));
  const more = told.length - MOST_TOLD;
  const rest = more > 0 ? [`  And ${more} more, told below.`] : [];
  return [...told.slice(0, MOST_TOLD), ...rest].flatMap((block, index) =>
    index === 0 ? [block] : ['', block],
  );
}

/** Several who should have seen the same. */
function blockOf(alike: readonly Account[]): string {
  const saws = [...new Set(alike.map(({ saw }) => saw))];
  const sights = saws.slice(0, MOST_TOLD).map((saw) => {
    const whose = listed([...new Set(alike.filter((one) => one.saw === saw).map(({ who }) => who))]);
    return saws.length === 1 || saw.startsWith(whose) ? cut(saw) : `${whose}: ${cut(saw)}`;
  });
  const rest = saws.length > MOST_TOLD ? [`and ${saws.length - MOST_TOLD} more, told below`] : [];
  return [
    `  Who: ${cut(listed([...new Set(alike.map(({ who }) => who))]))}`,
    `  Should have seen: ${cut(alike[0]?.should ?? '')}`,
    `  Saw instead: ${[...sights, ...rest].join('\n               ')}`,
  ].join('\n');
}

/** Of an error that does not say it: whoever the step is about should have seen what the step says. */
function accountOf(message: string, { step, people }: Circumstances): Account {
  const [saw = ''] = message.replace(/^Error: /, '').split(/\n+ +at /, 1);
  if (!step) return { who: 'the suite', should: 'the scenario to begin and to end in good order', saw };
  const named = namedIn(step.text, people);
  return { who: named.length > 0 ? listed(named) : 'whoever looks', should: step.text, saw };
}

/** One line, without the marks by which a developer finds a line of a journal. */
function cut(text: string): string {
  const line = text
    .replace(/#\d+ (?:<-|->|~~) /g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** What an error may know besides its message. */
interface Parts {
  /** Empty where what was thrown says by itself what it is. */
  readonly name: string;
  readonly message: string;
  readonly accounts?: readonly Account[];
  readonly isUnproved?: boolean;
}

function partsOf(thrown: unknown): Parts {
  if (!(thrown instanceof Error)) return { name: '', message: String(thrown) };
  const { name, message } = thrown;
  const { accounts, isUnproved } = thrown as Partial<Parts>;
  return { name, message, ...(accounts && { accounts }), ...(isUnproved && { isUnproved }) };
}
