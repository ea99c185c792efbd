import { theEndOf } from './players/connection-expectations';
import type { Entry } from './players/journal';
import type { PlayerPool } from './players/pool';
import { together } from './players/together';
import type { Target } from './targets/target';

/** "Try again later" (RFC 6455's registry of close codes). */
const TRY_AGAIN_LATER = 1013;

/** The nodes of a server in a scenario: what befalls them, and who has noticed. */
export class Nodes {
  constructor(
    private readonly target: Target,
    private readonly players: PlayerPool,
  ) {}

  /** A node dies; done when all who were connected to it have noticed. */
  async die(node: number): Promise<void> {
    const cut = this.players.at(node);
    await this.target.killNode(node);
    this.players.patience.stepBegins();
    await together(cut, (player) => player.sees(theEndOf(player.connection)));
  }

  /** All nodes end at once, as in a crash, and are started again; done when all are ready, and all who were connected have noticed. */
  async areRestarted(): Promise<void> {
    const nodes = this.target.nodes.map((_, node) => node);
    const ends = this.players
      .all()
      .filter((player) => player.isConnected)
      .map((player) => ({ player, end: theEndOf(player.connection), from: player.journal.end }));
    await Promise.all(nodes.map((node) => this.target.killNode(node)));
    this.players.patience.stepBegins();
    await Promise.all(ends.map(({ player, end, from }) => player.sees(end, from)));
    await Promise.all(nodes.map((node) => this.target.startNode(node)));
  }

  /** What joins the nodes is restarted in an orderly way; done when they are joined again. Whoever is sent away meanwhile has been told. */
  async areRejoined(): Promise<void> {
    this.#permitSendingAway();
    await this.target.restartBus();
    this.players.patience.stepBegins();
  }

  /**
   * The nodes lose each other from one moment to the next, and all that joined them; done when they have found each other again and
   * `meanwhile` is done. Whoever is sent away has been told. Gives what `meanwhile` gives.
   */
  async loseEachOther<Result>(meanwhile: () => Promise<Result>): Promise<Result> {
    this.#permitSendingAway();
    await this.target.killBus();
    this.players.patience.stepBegins();
    const [result] = await Promise.all([meanwhile(), this.target.startBus()]);
    return result;
  }

  #permitSendingAway(): void {
    for (const { journal } of this.players.all())
      journal.permit(isSendingAway, 'the nodes have lost each other for a moment');
  }
}

function isSendingAway(entry: Entry): boolean {
  if (entry.kind !== 'connection' || entry.event.kind !== 'closed') return false;
  return entry.event.by === 'server' && entry.event.code === TRY_AGAIN_LATER;
}
