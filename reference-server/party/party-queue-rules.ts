import { acted, refusalToAct, settled } from './party-combat-rules';
import type { Resolution } from './party-host';
import { type Action, combatNews, forbid, OBSERVER, type Ruling, type Session } from './party-session';

/** Code points of the longest action, and of the longest private text that goes with one. */
export const LONGEST_ACTION = 4_000;
/** How many actions of one player are taken in one second. */
export const ACTIONS_PER_SECOND = 10;

/** What a player sends in. */
export interface Wish {
  /** The action's: a new UUID. */
  readonly id: string;
  /** Whatever was sent as its text. */
  readonly text: unknown;
  /** Likewise, for the host only; null where there is none. */
  readonly privateText: unknown;
  readonly at: Date;
  /** How many actions of this player were taken in the second before. */
  readonly recent: number;
}

/** What the rules say to it. A refusal says what it is about, because doors have different words for that. */
export type Submission =
  | Extract<Ruling<Action>, { allowed: true }>
  | {
      readonly allowed: false;
      readonly reason: string;
      readonly because: 'not theirs to do' | 'not a text' | 'too many';
    };

/** A member acts: the action goes to the end of the queue, and counts as theirs where there is a fight. */
export function submit(session: Session, memberId: string, wish: Wish): Submission {
  if (memberId === OBSERVER) return refuse('not theirs to do', 'Observers cannot act');
  const { id, text, privateText, at, recent } = wish;
  const said = textIn('An action', text);
  if ('flaw' in said) return refuse('not a text', said.flaw);
  const aside = privateText === null ? { text: null } : textIn('The private text', privateText);
  if ('flaw' in aside) return refuse('not a text', aside.flaw);
  const refusal = refusalToAct(session.combat, memberId);
  if (refusal !== undefined) return refuse('not theirs to do', refusal);
  if (recent >= ACTIONS_PER_SECOND) return refuse('too many', 'Too many actions');

  const action: Action = {
    id,
    playerId: memberId,
    text: said.text,
    privateText: aside.text,
    status: 'pending',
    submittedAt: at,
  };
  const combat = acted(session.combat, memberId, id);
  const after = combat === session.combat ? session : { ...session, combat };
  return {
    allowed: true,
    session: after,
    tell: [
      { kind: 'action_status', playerId: memberId, actionId: id, status: 'pending' },
      ...(after === session ? [] : [combatNews(after)]),
    ],
    queued: action,
    answer: action,
  };
}

/** The host answers an action that was popped. `action`: the one of that id in the session, if there is one. */
export function resolve(
  session: Session,
  action: Action | undefined,
  { actionId, narrative, privateMessages = {}, dmNotes }: Resolution,
): Ruling<void> {
  if (action === undefined) return forbid(`Unknown action: ${actionId}`);
  if (action.status === 'resolved') return forbid(`Already resolved: ${actionId}`);
  if (action.status === 'pending') return forbid(`Still pending: pop ${actionId} first`);
  const stranger = strangerAmong(session, Object.keys(privateMessages));
  if (stranger !== undefined) return forbid(`Unknown player in private_messages: ${stranger}`);
  return {
    allowed: true,
    session: { ...session, combat: settled(session.combat, actionId) },
    resolved: [actionId],
    tell: [{ kind: 'narrative', actionId, narrative, privateMessages, dmNotes: dmNotes ?? null }],
    answer: undefined,
  };
}

/** The first of these ids that is not of a player of the session. */
export function strangerAmong({ players }: Session, ids: readonly string[]): string | undefined {
  return ids.find((id) => !players.some((player) => player.id === id));
}

function refuse(
  because: Extract<Submission, { allowed: false }>['because'],
  reason: string,
): Extract<Submission, { allowed: false }> {
  return { allowed: false, because, reason };
}

/** What was sent as a text of `what`, or why it is none, for its sender to read. */
function textIn(what: string, given: unknown): { readonly text: string } | { readonly flaw: string } {
  if (typeof given !== 'string') return { flaw: `${what} must be a text` };
  if (given.trim() === '') return { flaw: `${what} must not be empty` };
  if ([...given].length > LONGEST_ACTION)
    return { flaw: `${what} must not be longer than ${LONGEST_ACTION} characters` };
  // PostgreSQL takes no NUL in a text, and no half of a pair that makes one character.
  if (/\0|\p{Surrogate}/u.test(given)) return { flaw: `${what} must not hold NUL or half a character` };
  return { text: given };
}
