import type { Entry } from '../../players/journal';
import { eventOf } from '../../players/journal';
import type { PartyAct, PartyEvent } from '../../systems/party/events';
import { oncePerScenario, type Received, receivedBy, type Told as ToldOf } from '../told';

export type ToldEntry = Received<PartyEvent>;
/** What is kept of a session: answers of the host's, and who came and went. */
export type KeptEvent = Extract<PartyEvent, { kind: 'narrative' | 'announcement' }>;
export type KeptEntry = ToldEntry & { readonly event: KeptEvent };

/** A time of the past that a connection asked for, and from which line of the journal on. */
export interface Question {
  readonly index: number;
  /** As it was sent, whatever it is; undefined where it was left out. */
  readonly since: unknown;
}

/** What one connection of one player was told, in order, and what it had asked for. */
export interface Told extends ToldOf<ToldEntry> {
  readonly name: string;
  readonly role: string;
  /** The welcome, if there was one. */
  readonly letIn: (ToldEntry & { readonly event: Extract<PartyEvent, { kind: 'let in' }> }) | undefined;
  /** What was last seen, as the introduction had it; undefined where it had nothing. */
  readonly lastSeen: unknown;
  /** Where the history was asked for. */
  readonly questions: readonly Question[];
}

const KINDS: ReadonlySet<string> = new Set<PartyEvent['kind']>([
  'let in',
  'turned away',
  'narrative',
  'announcement',
  'replay end',
  'action status',
  'action rejected',
  'thinking',
  'combat',
  'character changed',
]);

/** What each connection was told of a party; connections that were told nothing are left out. */
export const toldOfParties = oncePerScenario((players): readonly Told[] =>
  players.flatMap((player) => {
    const { name, role, journal } = player;
    return receivedBy<PartyEvent>(player, KINDS).map(({ connection, ...told }) => {
      const acts = journal.entries.filter((one) => one.kind === 'sent' && one.connection === connection);
      return {
        ...told,
        name,
        role,
        letIn: told.entries.find(isLetIn),
        lastSeen: acts.map((one) => actOf(one, 'introduces')).find((one) => one !== undefined)?.lastSeen,
        questions: acts.flatMap((one) => {
          const question = actOf(one, 'asks for the history');
          return question ? [{ index: one.index, since: question.since }] : [];
        }),
      };
    });
  }),
);

function actOf<K extends PartyAct['kind']>(
  entry: Entry,
  kind: K,
): Extract<PartyAct, { kind: K }> | undefined {
  const event = eventOf(entry);
  return event?.kind === kind ? (event as Extract<PartyAct, { kind: K }>) : undefined;
}

export function isKept(entry: ToldEntry): entry is KeptEntry {
  return entry.event.kind === 'narrative' || entry.event.kind === 'announcement';
}

function isLetIn(entry: ToldEntry): entry is NonNullable<Told['letIn']> {
  return entry.event.kind === 'let in';
}
