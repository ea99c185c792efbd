import { setImmediate } from 'node:timers/promises';
import {
  After,
  AfterAll,
  Before,
  BeforeAll,
  BeforeStep,
  type ITestCaseHookParameter,
  type ITestStepHookParameter,
  Status,
  setDefaultTimeout,
  setParallelCanAssign,
} from '@cucumber/cucumber';
import { type Pickle, type PickleStep, PickleStepType } from '@cucumber/messages';
import { brokenRules } from './checkers';
import { PrivacySearch } from './checkers/privacy';
import { endsByItself, serverLogViolations } from './checkers/server-log';
import { type Violation, Violations, violation } from './checkers/violation';
import { mayPlayBeside } from './faults/saboteurs/tag';
import { leftForGood, resourcesInUse } from './leftovers';
import { Patience } from './players/patience';
import { attachPictures, attachTimeline } from './reporting/attachment';
import { NOTE, noteOf } from './reporting/overview/note';
import { SABOTEUR_MEDIA } from './reporting/sabotage/catches';
import { NOT_VERIFIABLE } from './reporting/verifiability';
import { failTheRun } from './run-end';
import { compareNeeds, reasonFor } from './targets/capabilities';
import { raise, stage, strike } from './worker';
import type { GauntletWorld } from './world';

// The plugin has checked PATIENCE and set it for all workers before this file is loaded.
setDefaultTimeout(Patience.stepLimit(Number(process.env.PATIENCE || 1)));

setParallelCanAssign((pickle, others) => mayPlayBeside(tagsOf(pickle), others.map(tagsOf)));

const NEEDS_BROWSER = '@needs-browser';

/** Whoever starts a server or a browser says by itself when it takes too long; this is only for what never says anything. */
const LONGEST_START = 120_000;

BeforeAll({ timeout: LONGEST_START }, async function () {
  await raise(this.parameters);
});

Before(
  { name: 'what the target can show', timeout: LONGEST_START },
  async function (this: GauntletWorld, { pickle }: ITestCaseHookParameter) {
    await setImmediate(); // cucumber sets the timer of a hook once the hook has given way
    const tags = tagsOf(pickle);
    const { missing } = compareNeeds(tags, stage().capabilities);
    const { post } = stage();
    if (post && !(await post.setFor(tags))) return 'skipped';
    if (post?.playing) this.attach(post.playing, SABOTEUR_MEDIA);
    // It stays for the scenarios after this one, and so is not what this one leaves behind.
    if (missing.length === 0 && tags.includes(NEEDS_BROWSER)) await stage().browser.start();
    this.resources = resourcesInUse();
    if (missing.length === 0) return undefined;
    this.log(`${NOT_VERIFIABLE}${reasonFor(missing)}`);
    return 'skipped';
  },
);

/** What is looked for in a Then is looked for from the first When of its group on. */
BeforeStep(function (this: GauntletWorld, { pickle, pickleStep }: ITestStepHookParameter) {
  this.players.patience.stepBegins();
  if (isAct(pickleStep) && !isAct(pickle.steps[pickle.steps.indexOf(pickleStep) - 1])) this.players.mark();
});

/** Whoever judges waits for nobody: it takes as long as there is much to be read, as after a session of half an hour on a busy machine. */
const LONGEST_JUDGEMENT = 120_000;

After(
  { name: 'rules that hold for every scenario', timeout: LONGEST_JUDGEMENT },
  async function (this: GauntletWorld, { pickle, result }: ITestCaseHookParameter) {
    const journals = result?.status === Status.SKIPPED ? [] : [this.players, this.depicted];
    const note = noteOf(
      process.env,
      journals.flatMap((pool) => pool.journals()),
    );
    this.attach(JSON.stringify(note), { mediaType: NOTE });
    if (result?.status === Status.SKIPPED) return;
    this.players.patience.stepBegins();
    const unpictured = await attachPictures(this, () => this.pictures());
    const unended = await this.closers.run();
    const left = this.target.inThisProcess ? [] : await leftForGood(this.resources);
    const { secrets } = this.players;
    const said = await logViolations(this.privacy);
    const violations = [
      ...said.ends,
      ...[...unpictured, ...unended, ...left].map(suiteTidiesUp),
      ...brokenRules({ players: this.players.all(), secrets }, this.privacy),
      ...said.errors,
    ];
    stage().earlierSecrets = secrets;
    const failed = violations.length > 0 || result?.status !== Status.PASSED;
    if (failed) stage().post?.isCaught();
    const replay = failed && this.replay !== undefined ? [this.replay] : [];
    const drawn = { players: this.depicted.all(), secrets: this.depicted.secrets };
    await attachTimeline(this, { title: pickle.name, failed, ...drawn });
    if (violations.length + replay.length > 0) throw new Violations(violations, replay);
  },
);

AfterAll(async () => {
  const { ends, errors } = await logViolations();
  const violations = [...ends, ...errors];
  await strike();
  if (violations.length === 0) return;
  const failure = new Violations(violations);
  // A worker that ends with an error makes the run a failed one, and the reports are written all the same.
  if (process.env.CUCUMBER_PARALLEL === 'true') throw failure;
  failTheRun(failure.message);
});

const suiteTidiesUp = violation('the suite', 'everything to end with the scenario');
const serverLogsNothing = violation(
  "whoever reads the server's log",
  'no error in it, and nothing that is secret',
);

const serverGoesOn = violation('everybody', 'a server that does not end before it is told to');

/** What is wrong with what the server has logged since this was asked last; apart, that it has ended. */
async function logViolations(search?: PrivacySearch): Promise<{ ends: Violation[]; errors: Violation[] }> {
  const log = await stage().freshLog();
  const { earlierSecrets } = stage();
  const late = earlierSecrets && new PrivacySearch(earlierSecrets).log(log);
  const violations = [...serverLogViolations(log), ...(search?.log(log) ?? []), ...(late ?? [])];
  const shown = (one: string) => earlierSecrets?.shorten(one) ?? one;
  return {
    ends: endsByItself(log).map((one) => serverGoesOn(shown(one))),
    errors: [...new Set(violations)].map((one) => serverLogsNothing(shown(one))),
  };
}

function isAct(step: PickleStep | undefined): boolean {
  return step?.type === PickleStepType.ACTION;
}

function tagsOf({ tags }: Pickle): string[] {
  return tags.map(({ name }) => name);
}
