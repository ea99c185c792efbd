import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const SHIPPED = join(__dirname, '..', '..', 'contracts', 'race.seed.json');

const zoneName = z.string().min(1);
const seedFile = z.strictObject({
  seed_id: z.uuid(),
  name: z.string().min(1),
  total_layers: z.int().min(1),
  zones: z.array(z.strictObject({ name: zoneName, layer: z.int().min(0) })).min(1),
  gates: z.array(z.tuple([zoneName, zoneName])),
});

/** The map of a race: zones, each in a layer. The rules need no more of it than this. */
export interface Seed {
  readonly id: string;
  readonly totalLayers: number;
  /** Where every runner begins: the zone of layer 0. */
  readonly start: string;
  /** The layer of a zone, or undefined if the seed has no such zone. */
  layerOf(zone: string): number | undefined;
}

/** Reads a seed file; the one that is shipped unless told otherwise. @throws Error naming the file, if it is no seed. */
export function readSeed(path: string = SHIPPED): Seed {
  const parsed = seedFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not a seed: ${z.prettifyError(parsed.error)}`);
  const { seed_id, total_layers, zones, gates } = parsed.data;

  const layers = new Map(zones.map(({ name, layer }) => [name, layer]));
  const start = zones.find(({ layer }) => layer === 0);
  if (start === undefined) throw new Error(`${path} is not a seed: no zone of layer 0`);
  const nowhere = gates.flat().find((zone) => !layers.has(zone));
  if (nowhere !== undefined)
    throw new Error(`${path} is not a seed: a gate of "${nowhere}", which is no zone`);
  return { id: seed_id, totalLayers: total_layers, start: start.name, layerOf: (zone) => layers.get(zone) };
}
