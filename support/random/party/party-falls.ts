import { theEndOf } from '../../players/connection-expectations';
import { arrives, type PartyMove } from './party-comings';

/** Whether those who were at the table come back as soon as the server is there again, or when chance says so. */
export type Afterwards = 'all come back' | 'nobody comes back yet';

/** The server falls, and is started again: all connections are lost, and nothing else. */
export function falls(afterwards: Afterwards): PartyMove {
  return {
    isPossible: () => true,
    tell: () => `the server falls and is started again, and ${afterwards}`,
    async play(model, table) {
      const { target } = table.ground;
      const nodes = target.nodes.map((_, node) => node);
      const there = model.everybody.filter(({ devices }) => devices.length > 0);
      const ends = there.flatMap(({ name, devices }) => {
        const { player } = table.member(name);
        const from = player.journal.end;
        return devices.map((device) => () => player.sees(theEndOf(device), from));
      });
      await Promise.all(nodes.map((node) => target.killNode(node)));
      await Promise.all(ends.map((sees) => sees()));
      await Promise.all(nodes.map((node) => target.startNode(node)));
      model.serverFalls();
      await table.settles(model);
      if (afterwards === 'nobody comes back yet') return;
      for (const { name } of there) await arrives(model, table, name, 'asks for what was missed');
    },
  };
}
