import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Who has been caught so far, as all workers know it: a file each, in a folder that they share. */
export class Caught {
  constructor(private readonly folder: string) {}

  has(saboteur: string): boolean {
    return existsSync(path.join(this.folder, saboteur));
  }

  add(saboteur: string): void {
    writeFileSync(path.join(this.folder, saboteur), '');
  }
}
