import { leaveCombat } from './party-combat-rules';
import {
  combatNews,
  forbid,
  type Member,
  type News,
  OBSERVER,
  type Ruling,
  type Session,
} from './party-session';

/** Close codes of the contract. */
export const KICKED = 4008;
export const REFUSED = 4003;
const NORMAL = 1000;

/** Whether that token is the member's, now: after a kick and after the end nobody has one. */
export function holdsToken(session: Session, memberId: string, tokenHash: Buffer): boolean {
  return memberOf(session, memberId)?.tokenHash?.equals(tokenHash) === true;
}

/** The member of that id, the observer too. */
export function memberOf({ players, observer }: Session, id: string): Member | undefined {
  return id === OBSERVER ? observer : players.find((player) => player.id === id);
}

/** A player is removed: their token is dead, their connections are closed, and they leave the fight. */
export function kick(session: Session, playerId: string): Ruling<void> {
  const player = session.players.find(({ id }) => id === playerId);
  if (player === undefined) return forbid(`Unknown player: ${playerId}`);
  if (player.status === 'kicked') return forbid(`Already removed: ${playerId}`);
  const combat = leaveCombat(session.combat, playerId);
  const after = { ...replace(session, { ...player, status: 'kicked', tokenHash: null }), combat };
  const tell: News[] = [
    { kind: 'revoked', memberId: playerId, code: KICKED, reason: 'Kicked by host' },
    { kind: 'system', content: `${player.name} was removed by the host.` },
  ];
  if (combat !== session.combat) tell.push(combatNews(after));
  return { allowed: true, session: after, tell, answer: undefined };
}

/** A member has another token from now on; who was kicked may return by it. `isConnected`: with the old one. Gives the name. */
export function refresh(
  session: Session,
  memberId: string,
  tokenHash: Buffer,
  isConnected: boolean,
): Ruling<string> {
  const member = memberOf(session, memberId);
  if (member === undefined) return forbid(`Unknown player: ${memberId}`);
  const tell: News[] = [{ kind: 'revoked', memberId, code: REFUSED, reason: 'Token refreshed' }];
  if (isConnected) tell.push(...farewell(member));
  return {
    allowed: true,
    session: replace(session, { ...member, status: 'active', tokenHash }),
    tell,
    answer: member.name,
  };
}

/** The session is over: all tokens are dead, all connections are closed. */
export function stop(session: Session): Ruling<string> {
  const dead = { tokenHash: null };
  return {
    allowed: true,
    session: {
      ...session,
      status: 'stopped',
      players: session.players.map((player) => ({ ...player, ...dead })),
      observer: { ...session.observer, ...dead },
    },
    tell: [{ kind: 'revoked', memberId: null, code: NORMAL, reason: 'Session ended' }],
    answer: session.id,
  };
}

/** What all are told when a member's first connection is there. The observer comes and goes silently. */
export function welcome({ id, name }: Member): News[] {
  return id === OBSERVER ? [] : [{ kind: 'system', content: `${name} has joined.` }];
}

/** What all are told when a member's last connection is gone. */
export function farewell({ id, name }: Member): News[] {
  return id === OBSERVER ? [] : [{ kind: 'system', content: `${name} has left.` }];
}

function replace(session: Session, member: Member): Session {
  if (member.id === OBSERVER) return { ...session, observer: member };
  return {
    ...session,
    players: session.players.map((player) => (player.id === member.id ? { ...player, ...member } : player)),
  };
}
