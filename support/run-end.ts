/** What still keeps the process alive so long after the run is over, in milliseconds, does not go by itself: reports are long written. */
const GRACE = 30_000;

/**
 * A run ends, whatever it has left behind: to be called when all is over that belongs to it. Where something else keeps the process alive,
 * it says what, and ends it as a failed run. Takes what to wait at most, in milliseconds.
 */
export function seeToTheEnd(grace = GRACE): void {
  notYet();
  alarm = setTimeout(() => {
    const left = [...new Set(process.getActiveResourcesInfo())].filter((kind) => !OWN.has(kind));
    process.stderr.write(`The run was over, and did not end: it has left ${left.join(', ')} behind.\n`);
    process.exit(process.exitCode || 1);
  }, grace);
  alarm.unref();
}

/** Another run begins in this process: it was not over yet. */
export function notYet(): void {
  clearTimeout(alarm);
}

let alarm: NodeJS.Timeout | undefined;

/** What every process has. */
const OWN: ReadonlySet<string> = new Set(['TTYWrap', 'PipeWrap']);
