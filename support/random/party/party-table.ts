import type { Player } from '../../players/player';
import type { Asks, Order } from '../../systems/party/dialect';
import { orderRefused } from '../../systems/party/expectations';
import type { Host } from '../../systems/party/host';
import type { Member } from '../../systems/party/member';
import type { Party } from '../../systems/party/party';
import type { Ground } from '../game';
import type { PartyModel } from './party-model';
import { PartyNews } from './party-news';

/** Real people at a host's table, who do what chance says. */
export class PartyTable {
  readonly news = new PartyNews();
  #said = 0;

  constructor(
    readonly ground: Ground,
    readonly party: Party,
  ) {}

  /** True where the target shows what is on record. */
  get hasRecord(): boolean {
    return this.ground.target.capabilities.has('record');
  }

  get host(): Host {
    return this.party.host;
  }

  member(name: string): Member {
    return this.party.member(name);
  }

  /** Words that were never said before in this session. */
  words(what: string): string {
    this.#said += 1;
    return `${what} (${this.#said})`;
  }

  /** The host tries what there is no right to: nobody is to be told anything. */
  async isRefused<O extends Order>(order: O, what: Asks<O>): Promise<void> {
    await this.host.tries(order, what);
    await this.host.player.sees(orderRefused());
  }

  /** The end of every move: all news have arrived, and they are what the model says, neither more nor less. */
  async settles(model: PartyModel): Promise<void> {
    model.nextInstant();
    await this.party.settles();
    const players: Player[] = this.party.members.map(({ player }) => player);
    await Promise.all(players.filter((player) => player.isReachable).map((player) => player.isHeard()));
    this.news.note(model);
    this.news.check(model, players);
    for (const one of model.everybody) if (one.devices.length > 0) one.seen = model.kept.length;
  }
}
