import { AssertionError } from 'chai';
import { closedByTheServer } from '../../players/connection-expectations';
import type { Answer } from '../../players/http';
import { eventOf } from '../../players/journal';
import type { Player } from '../../players/player';
import { CLOSE, type PartyDialect } from './dialect';
import { admittedOrNot, replayEnd } from './expectations';
import { Member } from './member';
import type { Party } from './party';

/** What comes of a token at a door, in the words of a feature. */
type Outcome = 'yes' | 'no' | 'never' | 'no such' | 'public part';

/** Somebody who tries a door, with a token that may be theirs or not. */
interface Visitor {
  readonly player: Player;
  /** Undefined: none at all. */
  readonly token: string | undefined;
  readonly as: Member;
}

type Try = (visitor: Visitor, dialect: PartyDialect, elarasAction: string) => Promise<Outcome>;

/** Every door of a party server, by what a feature calls it. */
const DOORS: Readonly<Record<string, Try>> = {
  'open the page': async ({ player, token }, dialect) => outcomeOf(await dialect.openPage(player, token)),
  'come to the table': (visitor) =>
    comes(visitor, async ({ as, token }) => {
      if (token !== undefined) return as.triesToCome(token);
      const connection = await as.opens();
      as.sends('no token');
      return connection;
    }),
  'come by the address': (visitor) => comes(visitor, ({ as, token = '' }) => as.triesToComeByAddress(token)),
  'come back for what was missed': (visitor) =>
    comes(visitor, ({ as, token = 'none' }) => as.triesToCome(token, LONG_AGO), replayEnd()),
  'declare an action': async ({ player, token }, dialect) =>
    outcomeOf(await dialect.declare(player, token, 'I try the door')),
  "ask after Elara's action": async ({ player, token }, dialect, action) =>
    outcomeOf(await dialect.askAfter(player, token, action)),
  "look at Elara's sheet": async ({ player, token }, dialect) => {
    const answer = await dialect.lookAt(player, token, 'Elara');
    const outcome = outcomeOf(answer);
    return outcome === 'yes' && dialect.sheetIn(answer).hitPoints === undefined ? 'public part' : outcome;
  },
  'look at the sheet of nobody': async ({ player, token }, dialect) =>
    outcomeOf(await dialect.lookAt(player, token, 'Nobody')),
  'look at the session as the host': async ({ player, token }, dialect) =>
    asHost(dialect, player, token, 'looks at the session'),
  'take up an action as the host': async ({ player, token }, dialect) =>
    asHost(dialect, player, token, 'takes up the next action'),
};

const LONG_AGO = '2000-01-01T00:00:00.000Z';

/** Tokens by what a feature calls them, with who tries them. */
export type Visitors = ReadonlyMap<string, Visitor>;

/**
 * The tokens there are in a session of Thorin, Elara, Vex and Gorm with an observer: Gorm has a new one, Vex was removed, and there was a
 * session before. Whoever owns a token in force tries it; an intruder tries all others.
 */
export async function visitorsOf(party: Party, intruder: Player, before: string): Promise<Visitors> {
  const { host } = party;
  const member = (name: string) => party.member(name);
  const stranger = new Member(intruder, party.dialect, 'nobody');
  const old = member('Gorm').token;
  await party.removals.renew('Gorm');
  const kicked = member('Vex').token;
  await party.removals.kick('Vex');
  const elaras = member('Elara').token;
  const foreign = (token: string | undefined): Visitor => ({ player: intruder, token, as: stranger });
  const own = (name: string): Visitor => ({
    player: member(name).player,
    token: member(name).token,
    as: member(name),
  });
  return new Map<string, Visitor>([
    ['none', foreign(undefined)],
    ['made up', foreign('made-up-token-that-opens-no-door-at-all')],
    ['cut short', foreign(elaras.slice(0, -1))],
    ['old', foreign(old)],
    ['kicked', foreign(kicked)],
    ['of an ended session', foreign(before)],
    ["Elara's", own('Elara')],
    ["Thorin's", own('Thorin')],
    ["the observer's", own('the observer')],
    [
      "the host's",
      { player: host.player, token: host.token, as: new Member(host.player, party.dialect, 'nobody') },
    ],
  ]);
}

/** What came of each token at each door. */
export class DoorsTried {
  readonly #outcomes = new Map<string, Outcome>();

  /** Tries every token at every door. `elarasAction`: an action that Elara has declared. */
  async try(visitors: Visitors, dialect: PartyDialect, elarasAction: string): Promise<void> {
    for (const { player } of visitors.values()) {
      player.journal.permit(
        (entry) => eventOf(entry)?.trouble === true,
        'it was tried whatever would come of it',
      );
    }
    for (const [door, attempt] of Object.entries(DOORS)) {
      for (const [whose, visitor] of visitors) {
        this.#outcomes.set(`${door}: ${whose}`, await attempt(visitor, dialect, elarasAction));
      }
    }
  }

  /**
   * Compares with a table whose first column names the doors, and the others the tokens.
   * @throws AssertionError naming every cell that is otherwise, and doors or tokens that the table leaves out.
   */
  expectTable(table: readonly Record<string, string>[]): void {
    const expected = new Map<string, string>(
      table.flatMap(({ door = '', ...cells }) =>
        Object.entries(cells).map(([whose, outcome]) => [`${door}: ${whose}`, outcome] as const),
      ),
    );
    const faults = [...new Set([...expected.keys(), ...this.#outcomes.keys()])].flatMap((cell) => {
      const [is, should] = [
        this.#outcomes.get(cell) ?? 'not tried',
        expected.get(cell) ?? 'not in the table',
      ];
      return is === should ? [] : [`${cell}: it is "${is}", and not "${should}"`];
    });
    if (faults.length > 0)
      throw new AssertionError(`Tokens open other doors than they should:\n${faults.join('\n')}`);
  }
}

/** An answer to a request, as a word. @throws Error for one that no feature has a word for. */
function outcomeOf({ status }: Answer): Outcome {
  const words: Readonly<Record<number, Outcome>> = { 200: 'yes', 401: 'no', 403: 'never', 404: 'no such' };
  const word = words[status];
  if (word) return word;
  throw new Error(`There is no word for an answer with the status ${status}.`);
}

/** Somebody connects somehow, sees what comes of it, and is gone again. */
async function comes(
  visitor: Visitor,
  how: (visitor: Visitor) => Promise<number>,
  then = undefined as ReturnType<typeof replayEnd> | undefined,
): Promise<Outcome> {
  const { player } = visitor;
  const from = player.journal.end;
  const connection = await how(visitor);
  const outcome = await becomesOf(player, connection, from);
  if (outcome === 'yes' && then) await player.sees(then, from);
  if (outcome === 'yes') await player.leave();
  return outcome;
}

async function becomesOf(player: Player, connection: number, from: number): Promise<Outcome> {
  const entry = await player.sees(admittedOrNot(connection), from);
  if (eventOf(entry)?.kind === 'let in') return 'yes';
  await player.sees(closedByTheServer(connection, CLOSE.turnedAway), from);
  return 'no';
}

async function asHost(
  dialect: PartyDialect,
  player: Player,
  token: string | undefined,
  order: 'looks at the session' | 'takes up the next action',
): Promise<Outcome> {
  const line = dialect.hostLine(player, token);
  const outcome = await line.order(order, {});
  await line.close();
  return outcome.granted ? 'yes' : 'no';
}
