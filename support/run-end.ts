import { type Envelope, TestStepResultStatus } from '@cucumber/messages';

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
  failure = undefined;
}

/**
 * The run has failed after its last scenario, in the hook that calls this. An error thrown there would end a run of one process before its
 * reports are written; so it is told here, the exit code is 1, and `mark` puts it into the reports.
 */
export function failTheRun(why: string): void {
  process.stderr.write(`After the last scenario: ${why}\n`);
  process.once('exit', () => {
    process.exitCode ||= 1;
  });
  failure = { why, isTold: false };
}

/** To be shown each message before anybody else is: what tells of the hook that has failed, and of the end of the run, says so. */
export function mark({ testRunHookFinished, testRunFinished }: Envelope): void {
  if (failure === undefined) return;
  if (testRunHookFinished && !failure.isTold) {
    failure.isTold = true;
    const { duration } = testRunHookFinished.result;
    testRunHookFinished.result = { duration, status: TestStepResultStatus.FAILED, message: failure.why };
  }
  if (testRunFinished) testRunFinished.success = false;
}

let alarm: NodeJS.Timeout | undefined;
let failure: { readonly why: string; isTold: boolean } | undefined;

/** What every process has. */
const OWN: ReadonlySet<string> = new Set(['TTYWrap', 'PipeWrap']);
