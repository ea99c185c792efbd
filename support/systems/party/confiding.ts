import { expect } from 'chai';
import { declined, refused } from '../../players/answers';
import { type Expectation, expecting } from '../../players/expectation';
import type { Player } from '../../players/player';
import type { Secrets } from '../../players/secrets';
import { together } from '../../players/together';
import { type Audience, starts } from '../audience';
import type { Narrative, Sheet } from './events';
import { replayEnd } from './expectations';
import type { Member } from './member';
import type { Party } from './party';

/** Actions that a player may declare within a second of the server's clock, and some to spare. */
const IN_A_SECOND = 8;
const BEGINNING = '2000-01-01T00:00:00.000Z';

/** An answer of the host's: what all are told, and what each alone. */
interface Told {
  readonly text: string;
  readonly privately: Readonly<Record<string, string>>;
}

/** What a host confides to some and not to others, with a mark in every text by which it is found wherever it goes. */
export class Confiding {
  readonly #told: Told[] = [];
  #since: ReturnType<typeof starts> = new Map();
  #confided = 0;

  constructor(private readonly party: Party) {}

  /**
   * The host answers so many actions, with private texts for some, notes, remarks that came with the action, secrets on sheets and
   * hidden hit points, in turn; done when all is told.
   * @param pause lets a second pass by the server's clock.
   */
  async tell(count: number, pause: () => Promise<void>): Promise<void> {
    this.#since = starts(this.party.everybody);
    const acting = this.party.players.filter((member) => member.isIn);
    for (let number = 0; number < count; number += 1) {
      if (number > 0 && number % (IN_A_SECOND * acting.length) === 0) await pause();
      const member = acting[number % acting.length];
      if (!member) throw new Error('Nobody is at the table who could act.');
      member.player.patience.stepBegins(); // however many there are, each is waited for as long as any
      await this.#answer(member, number);
    }
    await this.party.settles();
  }

  /** Something on a character's sheet becomes a number, or a text, that is for the player alone. */
  async hideOnSheetOf(name: string): Promise<void> {
    const mine = this.#for(name);
    const changes: Sheet = {
      hitPoints: this.#secrets.hiddenNumber('smaller', `${name}'s hit points`, ...mine),
      maxHitPoints: this.#secrets.hiddenNumber('larger', `the most hit points ${name} can have`, ...mine),
      secretBackground: this.#secrets.markText('Born at sea', `${name}'s secret background`, ...mine),
      hiddenRoll: this.#secrets.markText('Stealth 18', `${name}'s hidden roll`, ...mine),
    };
    this.#confided += Object.keys(changes).length;
    await this.party.host.changes(this.party.member(name).character, changes);
  }

  /** They ask for the history from its beginning; done when they have it. */
  async askForAllOf(names: readonly string[]): Promise<void> {
    const members = names.map((name) => this.party.member(name));
    const audience = members.map(({ player }) => player);
    this.#since = starts(audience);
    for (const member of members) member.asksForTheHistory(BEGINNING);
    await together(audience, (player) => player.sees(replayEnd(), this.#since.get(player)));
  }

  /** They come back to what they have missed; done when they have it. */
  async comeBack(names: readonly string[]): Promise<void> {
    this.#since = starts(this.party.playersNamed(names));
    for (const name of names) await this.party.comeBack(name);
    await together(this.party.playersNamed(names), (player) =>
      player.sees(replayEnd(), this.#since.get(player)),
    );
  }

  /** Each of them has read every answer, with what was for them alone and nothing else private. @throws Missed otherwise. */
  async expectRead(audience: Audience, count: number): Promise<void> {
    expect(this.#told.length, 'answers of the host').to.equal(count);
    await together(audience, (player) =>
      player.seesInThisOrder(
        this.#told.map(({ text, privately }) => answered(text, privately[player.name])),
        this.#since.get(player),
      ),
    );
  }

  /** How many things have been confided to somebody so far. */
  get confided(): number {
    return this.#confided;
  }

  /** Somebody asks for everything that can be asked for, rightly and wrongly; done when all of it is answered. */
  async rattleAtEveryDoor(name: string): Promise<void> {
    const member = this.party.member(name);
    const { player } = member;
    permitRefusals(player);
    await member.opensThePage();
    await this.party.dialect.lookAtServer(player);
    for (const { character } of this.party.members) await member.looksAt(character);
    for (const nobody of ['Marta', 'The Ferryman', 'nobody', '../../']) await member.looksAt(nobody);
    for (const action of this.#actions()) await member.asksAfter(action);
    await member.declaresMalformed('half a request');
    member.sends('half a message');
    await this.askForAllOf([name]);
    await player.isHeard();
  }

  /** Everything of the story that is hidden from players is before the host's eyes: the server has it. @throws AssertionError otherwise. */
  async expectHostKnows(): Promise<void> {
    const { text } = await this.party.host.looks();
    const known = new Set(this.#secrets.find(text).map(({ secret }) => secret.value));
    const hidden = this.party.dialect.storySecrets.filter((secret) => !known.has(secret.text));
    expect(this.party.dialect.storySecrets, 'secrets of the story').not.to.deep.equal([]);
    expect(
      hidden.map(({ what }) => what),
      'secrets of the story that the host is not shown',
    ).to.deep.equal([]);
  }

  get #secrets(): Secrets {
    return this.party.host.player.secrets;
  }

  #for(...names: readonly string[]): string[] {
    return [...names, this.party.host.player.name];
  }

  #actions(): string[] {
    return [...this.party.host.taken.map(({ id }) => id), '00000000-0000-4000-8000-000000000000', 'nothing'];
  }

  async #answer(member: Member, number: number): Promise<void> {
    const names = this.party.players.map(({ name }) => name);
    const from = (offset: number) => names[(number + offset) % names.length] ?? '';
    const kinds: readonly (() => Promise<Told>)[] = [
      () => this.#answers(member, number, []),
      () => this.#answers(member, number, [from(1)]),
      () => this.#answers(member, number, [from(1), from(2)]),
      () => this.#answers(member, number, [], true),
      () => this.#answers(member, number, names, true),
      () => this.#answers(member, number, [from(0)], true, true),
      async () => {
        await this.hideOnSheetOf(from(3));
        return this.#answers(member, number, [from(3)]);
      },
    ];
    const kind = kinds[number % kinds.length];
    if (kind) this.#told.push(await kind());
  }

  async #answers(
    member: Member,
    number: number,
    readers: readonly string[],
    noted = false,
    remarked = false,
  ): Promise<Told> {
    const { host, dialect } = this.party;
    const action = `What do I find (${number})?`;
    if (remarked) {
      dialect.actionIn(await member.declaresByRequest(action, 'I hide it', host.player.name));
    } else await this.party.declare(member.name, action);
    const privately = Object.fromEntries(
      readers.map((name) => [
        name,
        this.#secrets.markText(
          `Only you see it (${number})`,
          `a private text for ${name}`,
          ...this.#for(name),
        ),
      ]),
    );
    const notes = this.#secrets.markText(`It is cursed (${number})`, "the host's notes", ...this.#for());
    this.#confided += readers.length + Number(noted) + Number(remarked);
    const text = `You find a thing (${number})`;
    await host.takesUp();
    await host.answers({ text, privately, ...(noted ? { notes } : {}) });
    return { text, privately };
  }
}

function answered(text: string, privately: string | undefined): Expectation {
  const more = privately === undefined ? 'with nothing private' : `with "${privately}" for this reader alone`;
  return expecting<Narrative>(
    `the host's answer "${text}" ${more}`,
    ['narrative'],
    (event) => {
      expect(event.privately, 'the private text').to.equal(privately);
    },
    (event) => event.text === text,
  );
}

function permitRefusals(player: Player): void {
  const refusals = [declined(), refused()];
  player.journal.permit(
    (entry) => refusals.some((one) => one.matches(entry)),
    'it was asked whatever would come of it',
  );
}
