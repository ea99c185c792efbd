import { closedByTheServer, theEndOf } from '../../players/connection-expectations';
import { CLOSE } from './dialect';
import { askedForASignOfLife, turnedAway } from './expectations';
import type { Member } from './member';
import type { Party } from './party';

/** The close codes of the reasons for which somebody is sent away. */
const CODES: Readonly<Record<string, number>> = {
  'Session ended': CLOSE.sessionEnded,
  'No sign of life': CLOSE.noSignOfLife,
  'Token refreshed': CLOSE.turnedAway,
  'Kicked by host': CLOSE.kicked,
};

/** The server ends this connection of a member's, for that reason. @throws Missed otherwise; Error for a reason there is not. */
export async function isSentAway(
  { player }: Member,
  reason: string,
  connection = player.connection,
): Promise<void> {
  const code = CODES[reason];
  if (code === undefined)
    throw new Error(`Nobody is sent away because of "${reason}". Reasons: ${Object.keys(CODES).join(', ')}.`);
  await player.sees(closedByTheServer(connection, code, reason));
}

/** Somebody is not let in, for that reason if one is given: told so, and the connection is ended with it. */
export async function isTurnedAway({ player }: Member, reason?: string, from = player.marked): Promise<void> {
  const { connection } = await player.sees(turnedAway(reason), from);
  await player.sees(closedByTheServer(connection, CLOSE.turnedAway, reason), from);
}

/** Tokens and first words with which somebody may try to come, by what a feature calls them; all else is a malformed first word. */
export async function triesToComeWith(member: Member, what: string): Promise<void> {
  const tokens: Readonly<Record<string, string | undefined>> = {
    'the first token': member.tokens[0],
    'the token of before': member.token,
    'the token of the first session': member.tokens[0],
  };
  const token = tokens[what];
  if (token !== undefined) {
    await member.triesToCome(token);
    return;
  }
  await member.opens();
  member.sends(what);
}

/** Each token that this member ever had is tried. @returns which of them let the member in, by their order. */
export async function triesEachToken(member: Member): Promise<boolean[]> {
  const outcomes: boolean[] = [];
  for (const [index, token] of member.tokens.entries()) {
    const isNewest = index === member.tokens.length - 1;
    if (isNewest) await member.comes({ token });
    else {
      const from = member.player.journal.end;
      await member.triesToCome(token);
      await isTurnedAway(member, 'Invalid token', from);
    }
    outcomes.push(isNewest);
  }
  return outcomes;
}

/** Sends so many wrong messages in a row, of several kinds. */
export function sendsWrongOnes(member: Member, times: number): void {
  member.sendsInTurn(['an unknown type', 'a list', 'a message without a type', 'text without sense'], times);
}

/** Somebody whose connection was ended comes back and acts. */
export async function comesBackAndActs(party: Party, name: string): Promise<void> {
  const { player } = party.member(name);
  await player.sees(theEndOf(player.connection));
  await party.seat([name]);
  await party.declare(name, 'I am back');
}

/** In milliseconds of the server's clock: whoever gives a sign of life so often is not silent. */
const STEP = 15_000;

/** So many seconds pass, in which whoever is named gives a sign of life whenever asked. */
export async function passWith(
  party: Party,
  name: string,
  seconds: number,
  advance: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const { player } = party.member(name);
  for (let left = seconds * 1_000; left > 0; left -= STEP) {
    party.member(name).showsLife();
    await player.isHeard();
    await advance(Math.min(left, STEP));
  }
}

/** That they are asked whether they are still there. */
export async function areAsked(party: Party, names: readonly string[]): Promise<void> {
  await party.everybodySees(
    askedForASignOfLife,
    names.map((name) => party.member(name).player),
  );
}
