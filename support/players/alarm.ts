/** What has reached this process is read after so many turns of the event loop: it may have a line of the suite's to pass. */
const LAST_TURNS = 10;

/**
 * Calls `ring` when so many milliseconds are over, and what has come by then has been read: after a busy moment, Node.js goes to its timers first,
 * and to its sockets then. @returns what turns it off.
 */
export function alarm(milliseconds: number, ring: () => void): () => void {
  let turn: NodeJS.Immediate | undefined;
  const timeIsUp = (turns: number) => {
    if (turns === 0) ring();
    else turn = setImmediate(timeIsUp, turns - 1);
  };
  const timer = setTimeout(timeIsUp, milliseconds, LAST_TURNS);
  return () => {
    clearTimeout(timer);
    clearImmediate(turn);
  };
}
