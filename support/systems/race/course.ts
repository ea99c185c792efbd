export interface Zone {
  readonly name: string;
  /** How deep it lies; the start is layer 0. */
  readonly layer: number;
}

/** The zones of a race and how deep they lie. */
export class Course {
  readonly #layers: ReadonlyMap<string, number>;

  constructor(
    readonly seed: string,
    readonly layers: number,
    readonly zones: readonly Zone[],
  ) {
    this.#layers = new Map(zones.map((zone) => [zone.name, zone.layer]));
  }

  /** The layer of a zone; -1 for a zone the course does not have. */
  layerOf(zone: string): number {
    return this.#layers.get(zone) ?? -1;
  }

  /** @throws Error naming the zone and those there are. */
  zone(name: string): Zone {
    const zone = this.zones.find((one) => one.name === name);
    if (zone) return zone;
    throw new Error(
      `There is no zone "${name}" on this course. Its zones: ${this.zones.map((one) => one.name).join(', ')}.`,
    );
  }

  /** The first zone of a layer. @throws Error naming the layer and how many there are. */
  entranceOf(layer: number): Zone {
    const zone = this.zones.find((one) => one.layer === layer);
    if (zone) return zone;
    throw new Error(`There is no layer ${layer} on this course: its layers are 0 to ${this.layers}.`);
  }

  get start(): Zone {
    return this.entranceOf(0);
  }
}
