import { expect } from 'chai';
import { theEndOf } from '../../players/connection-expectations';
import { eventOf } from '../../players/journal';
import { together } from '../../players/together';
import { starts } from '../audience';
import type { Narrative, PartyAct, PartyEvent } from './events';
import { announced, narrated, replayEnd } from './expectations';
import type { Member } from './member';
import type { Party } from './party';

/** A time at which no session was under way yet, and one at which all will be over. */
const LONG_AGO = '2000-01-01T00:00:00.000Z';
const FAR_AHEAD = '2999-01-01T00:00:00.000Z';

/** What somebody who comes back may say was seen last, by what a feature calls it. */
const LAST_SEEN: Readonly<Record<string, unknown>> = {
  'nothing at all': undefined,
  'that nothing was seen': null,
  'something seen long ago': LONG_AGO,
  'something seen in the future': FAR_AHEAD,
  'words for a time': 'yesterday at noon',
  'a number for a time': 1_777_777_777,
  'a list for a time': [LONG_AGO],
  'an empty text for a time': '',
  'a day that there is not': '2026-02-31T25:61:00.000Z',
};

interface Told {
  readonly text: string;
  readonly privately: Readonly<Record<string, string>>;
}

/** Who was away, what was told meanwhile, and what each has read of it after coming back. */
export class Returns {
  readonly #told: Told[] = [];
  /** By member, where in the journal the first return began. */
  readonly #since = new Map<Member, number>();
  /** By member, where in the journal the last question for the history stands. */
  readonly #asked = new Map<Member, number>();

  constructor(private readonly party: Party) {}

  /** The host answers so many actions of those who are there; each answer has something private for one of the players, in turn. */
  async answer(count: number): Promise<void> {
    for (let number = 0; number < count; number += 1) {
      const acting = this.party.players.filter((member) => member.isIn);
      await this.party.declare(acting[number % acting.length]?.name ?? '', `What now (${number})?`);
      await this.party.host.takesUp();
      await this.answerOne();
    }
  }

  /** Each player declares so many actions; done when they wait. */
  async declare(count: number): Promise<void> {
    for (const { name } of this.party.players) await this.party.acting.fill(name, count);
  }

  /** The host answers all that is waiting, whoever reads it. */
  async answerAll(): Promise<void> {
    while (await this.party.host.takesUp()) await this.answerOne();
  }

  private async answerOne(): Promise<void> {
    const { host, players } = this.party;
    const number = this.#told.length + 1;
    const reader = players[number % players.length]?.name ?? '';
    const owners = [reader, host.player.name];
    const secret = host.player.secrets.markText(
      'You alone see it',
      `a private text for ${reader}`,
      ...owners,
    );
    const told = { text: `This is what comes (${number})`, privately: { [reader]: secret } };
    this.#told.push(told);
    await host.answers(told);
  }

  /** Somebody loses the connection in whatever way; done when everybody else has seen it. */
  async lose(name: string, act: () => Promise<void> | void): Promise<void> {
    const { player, character } = this.party.member(name);
    const others = this.party.everybodyBut(name);
    const since = starts([player, ...others]);
    const end = theEndOf(player.connection);
    await act();
    await player.sees(end, since.get(player));
    await together(others, (other) => other.sees(announced(`${character} has left.`), since.get(other)));
  }

  /** Somebody comes back over a new connection, whatever has become of the others; done when all that was missed is there. */
  async comeBack(name: string): Promise<void> {
    const member = this.begins(name);
    const from = member.player.journal.end;
    await member.comes({ lastSeen: lastSeenBy(member) });
    await member.player.sees(replayEnd(), from);
  }

  /** Somebody who has read everything so far comes over a second connection, and says so. */
  async comeWithAllSeen(name: string): Promise<void> {
    const last = this.#told.at(-1)?.text ?? '';
    await this.party.member(name).player.sees(narrated(last), 0);
    await this.comeBack(name);
  }

  /** Somebody comes back with this for what was last seen; done when let in. */
  async comeBackWith(name: string, what: string): Promise<void> {
    if (!(what in LAST_SEEN))
      throw new Error(`Nobody knows "${what}". Known: ${Object.keys(LAST_SEEN).join(', ')}.`);
    await this.begins(name).comes({ lastSeen: LAST_SEEN[what] });
  }

  /**
   * Somebody comes back, and the connection is lost again before all that was missed is there.
   * @param breaks sees to it that the connection that was opened breaks after some messages from the server.
   */
  async comeBackInVain(name: string, breaks: () => void): Promise<void> {
    const member = this.begins(name);
    const { player } = member;
    const lastSeen = lastSeenBy(member);
    const connection = await member.opens();
    const from = player.journal.end;
    breaks();
    member.introduces(member.token, lastSeen, connection);
    await player.sees(theEndOf(connection), from);
    const ended = player.journal.entries.slice(from).some((entry) => replayEnd().matches(entry));
    expect(ended, 'whether all that was missed had come before the connection broke').to.equal(false);
  }

  /** Somebody comes back while the host goes on answering, so many times. */
  async comeBackAmid(name: string, count: number): Promise<void> {
    await Promise.all([this.comeBack(name), this.answer(count)]);
  }

  /** Since coming back, each answer was read exactly once, in order, with what was private for this reader. @throws Missed, AssertionError. */
  async expectReadOnce(name: string, count: number): Promise<void> {
    const { player } = this.party.member(name);
    const from = this.sinceReturnOf(name);
    expect(this.#told.length, 'answers of the host').to.equal(count);
    await player.sees(narrated(this.#told.at(-1)?.text ?? ''), from);
    await this.party.settles();
    const read = this.readBy(name).map(inWords);
    this.#told.forEach(({ text, privately }, place) => {
      const due = inWords({ text, privately: privately[name] });
      expect(read[place], `answer ${place + 1} that ${name} has read since coming back`).to.equal(due);
    });
    expect(read.slice(count), `what else ${name} has read since coming back`).to.deep.equal([]);
  }

  /** Since coming back, nothing of it was read. @throws AssertionError otherwise. */
  async expectReadNothing(name: string): Promise<void> {
    await this.party.settles();
    expect(this.readBy(name), `answers that ${name} has read since coming back`).to.deep.equal([]);
  }

  /** Since coming back, nothing at all was told as missed. @throws Missed, AssertionError otherwise. */
  async expectNothingMissed(name: string): Promise<void> {
    await this.party.member(name).player.sees(replayEnd(0), this.sinceReturnOf(name));
    await this.expectReadNothing(name);
  }

  /** The host answers another action of this player's: everybody reads it, and this player once on the connection in use. */
  async playOn(name: string): Promise<void> {
    const { player } = this.party.member(name);
    const [answer, marker] = [`${name} is back`, `Yes, ${name}, all here`];
    await this.party.play(name, 'I go on', answer);
    await this.party.play(name, 'Are all here?', marker);
    await player.seesExactly(1, narrated(answer, player.connection), narrated(marker, player.connection));
  }

  /** Somebody who has read all answers so far asks for the history since one of them, counted from 1. */
  async askSince(name: string, number: number): Promise<void> {
    const member = this.party.member(name);
    await this.party.settles();
    const entry = await member.player.sees(narrated(this.#told[number - 1]?.text ?? ''), 0);
    this.#asked.set(member, member.player.journal.end);
    member.asksForTheHistory((eventOf(entry) as Narrative | undefined)?.timestamp);
  }

  /** Since somebody asked, these answers were told, in order, and then the end of the history; no others. @throws Missed, AssertionError. */
  async expectToldAgain(name: string, first: number, last: number): Promise<void> {
    const member = this.party.member(name);
    const { player } = member;
    const from = this.#asked.get(member) ?? player.marked;
    await player.sees(replayEnd(last - first + 1), from);
    const told = player.journal.entries.slice(from).flatMap((entry) => {
      const event = eventOf(entry) as PartyEvent | undefined;
      return event?.kind === 'narrative' ? [event.text] : [];
    });
    const due = this.#told.slice(first - 1, last).map(({ text }) => text);
    expect(told, `answers that ${name} was told again`).to.deep.equal(due);
  }

  private begins(name: string): Member {
    const member = this.party.member(name);
    if (!this.#since.has(member)) this.#since.set(member, member.player.journal.end);
    return member;
  }

  private sinceReturnOf(name: string): number {
    const since = this.#since.get(this.party.member(name));
    if (since === undefined) throw new Error(`${name} has not come back in this scenario.`);
    return since;
  }

  /** The host's answers that reached somebody over connections that were opened since the return began. */
  private readBy(name: string): Pick<Narrative, 'text' | 'privately'>[] {
    const { journal } = this.party.member(name).player;
    const since = this.sinceReturnOf(name);
    const first = journal.entries.slice(since).find(({ kind }) => kind === 'connecting')?.connection ?? 0;
    return journal.entries.slice(since).flatMap((entry) => {
      const event = eventOf(entry) as PartyEvent | undefined;
      if (entry.connection < first || event?.kind !== 'narrative') return [];
      return [{ text: event.text, privately: event.privately }];
    });
  }
}

function inWords({ text, privately }: Pick<Narrative, 'text' | 'privately'>): string {
  return privately === undefined ? text : `${text}, and privately: ${privately}`;
}

/**
 * The time of what was kept and came last over the connection that was lost last, or over the one in use, if none was. If nothing came, it is still
 * what had been seen before; at first it is the time of the welcome.
 */
function lastSeenBy({ player }: Member): unknown {
  const { entries } = player.journal;
  const lost =
    entries.findLast((entry) => eventOf(entry)?.kind === 'closed')?.connection ?? player.connection;
  const own = entries.filter((entry) => entry.connection === lost).map((entry) => eventOf(entry));
  const seen = own.flatMap((event) => {
    const said = event as PartyEvent | PartyAct | undefined;
    if (said?.kind === 'introduces') return said.lastSeen === undefined ? [] : [said.lastSeen];
    return said?.kind === 'narrative' || said?.kind === 'announcement' ? [said.timestamp] : [];
  });
  const welcome = own.find((event) => event?.kind === 'let in') as { timestamp?: string } | undefined;
  return seen.at(-1) ?? welcome?.timestamp;
}
