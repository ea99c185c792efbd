import type { Context } from './placement';
import { tellingAll } from './untold';

/** Cucumber's messages of a run, one to a line, as its own formatter writes them, with each failure told twice. */
const messages = {
  type: 'formatter',
  formatter({ on, write }: Context) {
    const told = tellingAll();
    on('message', (message) => write(`${JSON.stringify(told(message))}\n`));
  },
} as const;

export default messages;
