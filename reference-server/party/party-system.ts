import type { SystemFactory } from '../core/system';
import type { PartyDesk } from './party-desk';
import { playerDoor } from './party-door';
import { PartyHalls } from './party-halls';
import { HostDesk } from './party-host-desk';
import { partyRoutes } from './party-http';
import { mcpRoutes } from './party-mcp';
import { PartyPlayers } from './party-players';
import { PartyPresence } from './party-presence';
import { PartyReferee } from './party-referee';
import { PARTY_SCHEMA } from './party-schema';
import { readStory } from './party-story';

/** The party: contract in `contracts/party.asyncapi.yaml`. */
export const createPartySystem: SystemFactory = (core) => {
  const story = readStory();
  const halls = new PartyHalls(core);
  const referee = new PartyReferee(core, halls);
  const presence = new PartyPresence(core, halls, referee);
  const host = new HostDesk(core, story, referee, presence);
  const players = new PartyPlayers(core, halls, referee, presence);
  const desk: PartyDesk = { core, story, halls, host, players };
  return {
    name: 'party',
    schema: PARTY_SCHEMA,
    roles: ['host'],
    doors: [playerDoor(desk)],
    start: async () => {
      await presence.start();
      await halls.open();
    },
    // Out of the record any node can answer anything.
    placeOf: () => undefined,
    routes: (http) => {
      partyRoutes(http, desk);
      mcpRoutes(http, desk);
    },
    stop: async () => {
      await halls.stop();
      await presence.stop();
    },
  };
};
