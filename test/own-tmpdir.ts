import { rmSync } from 'node:fs';
import { after, before } from 'node:test';

/** To be called in a `describe`: TMPDIR is a folder of its own for its tests, and as it was after them. Takes how the folder is made. */
export function ownTmpdir(make: () => string): { readonly folder: string } {
  const usual = process.env.TMPDIR;
  let folder: string | undefined;
  before(() => {
    folder = make();
    process.env.TMPDIR = folder;
  });
  after(() => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  return {
    get folder() {
      if (folder === undefined) throw new Error('The folder is made by the first test.');
      return folder;
    },
  };
}
