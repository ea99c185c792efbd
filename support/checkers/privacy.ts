import { tell } from '../players/expectation';
import type { Entry } from '../players/journal';
import type { Find, Secret, Secrets } from '../players/secrets';
import type { Participant } from './scenario';

/** Something said, and what it was: a line of a log, a part of a report. */
interface Said {
  readonly text: string;
}
/** A part of a report: what it is for a reader (`the message of the failure`), and its text. */
interface ReportPart extends Said {
  readonly what: string;
}

/** What has been searched for secrets. */
export interface Searched {
  readonly secrets: number;
  readonly people: number;
  /** Frames, answers, closes and failures that reached somebody. */
  readonly arrivals: number;
  readonly logLines: number;
  readonly reportParts: number;
  readonly bytes: number;
}

/**
 * Searches what a scenario left behind for secrets in the wrong hands: every byte that reached a player, the server's log, the report. It
 * knows every form that a text may have on the way, and counts what it has searched.
 */
export class PrivacySearch {
  readonly #count = { people: 0, arrivals: 0, logLines: 0, reportParts: 0, bytes: 0 };

  constructor(private readonly secrets: Secrets) {}

  /** @returns a sentence for each secret that reached somebody whom it was not for: who, what, where first, how often. */
  journals(players: readonly Participant[]): string[] {
    return players.flatMap(({ name, journal }) => {
      this.#count.people += 1;
      const leaks = new Map<Secret, { first: string; times: number }>();
      for (const entry of journal.entries) this.#arrival(name, entry, leaks);
      return [...leaks].map(([secret, { first, times }]) => {
        const often = times === 1 ? '' : ` (and in ${times - 1} more)`;
        return `${name} received ${secret.what}, which is for ${those(secret.owners)}, ${first}${often}`;
      });
    });
  }

  /** @returns a sentence for each secret in the server's log: that is for nobody. */
  log(lines: readonly Said[]): string[] {
    this.#count.logLines += lines.length;
    return this.#held(lines).map(
      ({ secret, part, find }) =>
        `The server's log holds ${secret.what}${excerpt(part.text, find, this.secrets)}`,
    );
  }

  /** @returns a sentence for each secret in the report: that is for nobody. */
  report(parts: readonly ReportPart[]): string[] {
    this.#count.reportParts += parts.length;
    return this.#held(parts).map(
      ({ secret, part, find }) =>
        `The report holds ${secret.what} in ${part.what}${excerpt(part.text, find, this.secrets)}`,
    );
  }

  get searched(): Searched {
    return { secrets: this.secrets.all().length, ...this.#count };
  }

  #arrival(name: string, entry: Entry, leaks: Map<Secret, { first: string; times: number }>): void {
    const told = new Set<Secret>();
    for (const text of arrivedIn(entry)) {
      for (const find of this.#in(text)) {
        if (find.secret.owners.has(name) || told.has(find.secret)) continue;
        told.add(find.secret);
        const before = leaks.get(find.secret);
        if (before) before.times += 1;
        else
          leaks.set(find.secret, {
            first: `in ${tell(entry)}${excerpt(text, find, this.secrets)}`,
            times: 1,
          });
      }
    }
    if (isArrival(entry)) this.#count.arrivals += 1;
  }

  /** By secret, where it stands first. */
  #held<P extends Said>(parts: readonly P[]): { secret: Secret; part: P; find: Find }[] {
    const held = new Map<Secret, { secret: Secret; part: P; find: Find }>();
    for (const part of parts) {
      for (const find of this.#in(part.text)) {
        if (!held.has(find.secret)) held.set(find.secret, { secret: find.secret, part, find });
      }
    }
    return [...held.values()];
  }

  #in(text: string): Find[] {
    this.#count.bytes += Buffer.byteLength(text);
    return this.secrets.find(text);
  }
}

/** What was searched, as a sentence for the report. */
export function inWords({ secrets, people, arrivals, logLines, reportParts, bytes }: Searched): string {
  const counted = (count: number, one: string, many = `${one}s`) =>
    `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
  return (
    `Searched for ${counted(secrets, 'secret')} in wrong hands: ${counted(arrivals, 'thing')} that reached ` +
    `${counted(people, 'person', 'people')}, ${counted(logLines, 'line')} of the server's log, ` +
    `${counted(reportParts, 'part')} of the report, ${counted(bytes, 'byte')} in all.`
  );
}

function those(owners: ReadonlySet<string>): string {
  const names = [...owners];
  const last = names.pop();
  if (last === undefined) return 'nobody here';
  return names.length === 0 ? `${last} only` : `${names.join(', ')} and ${last} only`;
}

/** Characters shown before and after a secret that was found. */
const AROUND = 40;

/** Where it stands and in what form, with the secret itself cut. */
function excerpt(text: string, { start, end, how }: Find, secrets: Secrets): string {
  const before = secrets.shorten(text.slice(0, start));
  const after = secrets.shorten(text.slice(end));
  const shown = [
    before.length > AROUND ? `…${before.slice(-AROUND)}` : before,
    secrets.shorten(text.slice(start, end)),
    after.length > AROUND ? `${after.slice(0, AROUND)}…` : after,
  ];
  return `: ${shown.join('').replace(/\s+/g, ' ').trim()}${how === '' ? '' : ` (${how})`}`;
}

function isArrival({ kind }: Entry): boolean {
  return kind === 'received' || kind === 'answered' || kind === 'connection';
}

/** How long an answer is may be any number, a hidden one too. */
const LENGTH = /^content-length: *\d+/im;

/** What reached the player with an entry, as text. */
function arrivedIn(entry: Entry): string[] {
  switch (entry.kind) {
    case 'received':
      return [entry.raw];
    case 'answered':
      return entry.head === undefined ? [entry.raw] : [entry.head.replace(LENGTH, ''), entry.raw];
    case 'connection': {
      const { event, raw } = entry;
      const said = event.kind === 'closed' ? event.reason : event.kind === 'failed' ? event.message : '';
      return raw === undefined ? [said] : [said, raw];
    }
    default:
      return [];
  }
}
