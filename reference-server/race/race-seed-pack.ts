import { strToU8, zipSync } from 'fflate';
import { stringify } from 'smol-toml';

/** What a runner's mod needs to know to take part. */
export interface PackContents {
  /** WebSocket base of the server: `ws://host:port`. */
  readonly url: string;
  readonly modToken: string;
  readonly raceId: string;
  readonly seedId: string;
  readonly raceName: string;
  readonly username: string;
}

/** Makes a runner's personal seed pack: a zip with one folder that holds `seed.toml`. */
export function buildSeedPack(contents: PackContents): Uint8Array {
  const { url, modToken, raceId, seedId } = contents;
  const toml = stringify({ server: { url, mod_token: modToken, race_id: raceId, seed_id: seedId } });
  return zipSync({ [`${folderOf(contents)}/seed.toml`]: strToU8(`${toml.trimEnd()}\n`) });
}

/** A name that every file system takes: the race's may hold anything. */
function folderOf({ raceName, username }: PackContents): string {
  const slug = raceName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '');
  return slug === '' ? `race-${username}` : `race-${slug}-${username}`;
}
