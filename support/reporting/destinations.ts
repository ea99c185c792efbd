import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Whether reports can be written, asked before anything is started for a run whose reports would be lost.
 * @param files paths of reports, from the working directory
 * @param option what names their place
 * @returns a sentence for the first that cannot be written, with what to do; undefined when all can.
 */
export function unwritable(files: readonly string[], option: string): string | undefined {
  for (const file of files) {
    const folder = dirname(resolve(file));
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      if (statSync(resolve(file), { throwIfNoEntry: false })?.isDirectory())
        throw new Error('it is a folder');
    } catch (cause) {
      const why = cause instanceof Error ? cause.message.replace(/, \w+ '.*'$/, '') : String(cause);
      return `The report ${file} cannot be written (${why}); make room for it, or name another place with ${option}.`;
    }
  }
  return undefined;
}
