import { existsSync } from 'node:fs';
import path from 'node:path';
import { Messages } from './overview/messages';
import { overviewOf } from './overview/page/page';
import { readSaboteurs, type Saboteurs } from './overview/sabotage';
import type { Context } from './placement';

/** Beside the overview, where the configuration and `npm run sabotage` put them. */
const PAGE = 'cucumber.html';
const SABOTAGE = 'sabotage.json';

/**
 * Writes the overview at the end of a run, from the run's own messages: every promise, whether it holds, and what goes with that. Only what
 * is shown is kept meanwhile.
 */
const overview = {
  type: 'formatter',
  formatter({ on, write, logger, directory = '.' }: Context) {
    const messages = new Messages();
    const troubles = new Set<string>();
    const careful = <T>(act: () => T): T | undefined => {
      try {
        return act();
      } catch (cause) {
        // What is missing on the page must not end the run whose page it is.
        troubles.add(cause instanceof Error ? cause.message : String(cause));
        return undefined;
      }
    };
    on('message', (message) => careful(() => messages.take(message)));
    return () => {
      const page = existsSync(path.join(directory, PAGE)) ? PAGE : undefined;
      const saboteurs: Saboteurs | undefined = careful(() => readSaboteurs(path.join(directory, SABOTAGE)));
      write(overviewOf({ runs: [messages.run(page)], saboteurs }));
      for (const trouble of troubles) logger.warn(`The overview is not complete: ${trouble}`);
    };
  },
} as const;

export default overview;
