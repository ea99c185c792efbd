import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The observer has no name in a story. */
export const OBSERVER = 'the observer';
const OBSERVER_ID = 'OBSERVER';

interface Published {
  readonly players: readonly {
    readonly id: string;
    readonly name: string;
    readonly secret_background?: string;
    readonly hidden_roll?: string;
  }[];
  readonly non_player_characters: readonly { readonly name: string; readonly host_only?: string }[];
  readonly locations: readonly { readonly name: string; readonly undiscovered: readonly string[] }[];
}

/** A text of the story that only the host may read, and the player that it is for, if there is one. */
export interface StorySecret {
  readonly text: string;
  readonly what: string;
  readonly for?: string;
}

/** The story that the reference server plays, as it publishes it: names on the wire, and what must stay hidden. */
export class Story {
  readonly secrets: readonly StorySecret[];
  readonly #names = new Map<string, string>([[OBSERVER_ID, OBSERVER]]);

  constructor() {
    const published = JSON.parse(
      readFileSync(join(__dirname, '../../../../contracts/party.seed.json'), 'utf8'),
    ) as Published;
    for (const { id, name } of published.players) this.#names.set(id, name);
    this.secrets = [
      ...published.players.flatMap(({ name, secret_background, hidden_roll }) => [
        ...hidden(secret_background, `${name}'s secret background`, name),
        ...hidden(hidden_roll, `${name}'s hidden roll`, name),
      ]),
      ...published.non_player_characters.flatMap(({ name, host_only }) =>
        hidden(host_only, `the truth about ${name}`),
      ),
      ...published.locations.flatMap(({ name, undiscovered }) =>
        undiscovered.flatMap((text) => hidden(text, `what is undiscovered in ${name}`)),
      ),
    ];
  }

  /** A name in a feature to an id on the wire; what is of no story is its own id. */
  idOf(name: string): string {
    for (const [id, known] of this.#names) if (known === name) return id;
    return name.toLowerCase().replaceAll(' ', '-');
  }

  /** An id on the wire to a name in a feature; what is of no story stays as it is. */
  nameOf(id: string): string {
    return this.#names.get(id) ?? id;
  }
}

function hidden(text: string | undefined, what: string, player?: string): StorySecret[] {
  return text === undefined ? [] : [{ text, what, ...(player === undefined ? {} : { for: player }) }];
}
