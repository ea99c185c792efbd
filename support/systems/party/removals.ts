import { theEndOf } from '../../players/connection-expectations';
import type { Player } from '../../players/player';
import { starts } from '../audience';
import { announced } from './expectations';
import type { Party } from './party';

/** How a host ends connections: by a new token, by which the old one is dead, and by removing somebody. */
export class Removals {
  constructor(private readonly party: Party) {}

  /** The host gives somebody a new token: connections of the old one are ended. */
  async renew(name: string): Promise<void> {
    const member = this.party.member(name);
    endIsNoSurprise(member.player, 'Token refreshed');
    member.takes(
      await this.party.host.orders('gives a new token', { name: member.character }),
      this.party.hostName,
    );
  }

  /** The host gives somebody a new token; done when the connections of the old one are ended and whoever is left has seen it. */
  async replaces(name: string): Promise<void> {
    await this.endsFor(name, 'has left', () => this.renew(name));
  }

  /** The host removes somebody; done when that one is disconnected and whoever is left has seen it. */
  async remove(name: string): Promise<void> {
    await this.endsFor(name, 'was removed by the host', () => this.kick(name));
  }

  /** The host removes somebody: all connections of that one are ended. */
  async kick(name: string): Promise<void> {
    endIsNoSurprise(this.party.member(name).player, 'Kicked by host');
    await this.party.host.orders('removes a player', { name: this.party.member(name).character });
  }

  private async endsFor(name: string, how: string, order: () => Promise<unknown>): Promise<void> {
    const { player, isIn, character } = this.party.member(name);
    const { connection, isReachable } = player;
    const others = this.party.everybodyBut(name);
    const since = starts([...others, player]);
    await order();
    if (isIn && isReachable) await player.sees(theEndOf(connection), since.get(player));
    if (player.role === 'observer') return; // who comes and goes unnoticed
    if (isIn || how !== 'has left') await this.party.allSee(others, since, announced(`${character} ${how}.`));
  }
}

/** The host has ordered something that ends connections of this player's, for that reason. */
function endIsNoSurprise(player: Player, reason: string): void {
  player.journal.permit(
    (entry) => entry.kind === 'connection' && entry.event.kind === 'closed' && entry.event.reason === reason,
    'the host has ordered it',
  );
}
