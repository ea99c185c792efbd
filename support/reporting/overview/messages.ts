import type {
  Attachment,
  Envelope,
  Feature,
  Pickle,
  TestCase,
  TestStepFinished,
  Timestamp,
} from '@cucumber/messages';
import { reasonIn } from '../verifiability';
import { NOTE, type Note, type RunFacts, readNote } from './note';
import type { Attempt, Failure, Run, Scenario } from './run';

/** How cucumber marks what a step or hook said with `log()`. */
const LOG = 'text/x.cucumber.log+plain';

/** An attempt that has begun. */
interface Begun {
  readonly testCase: TestCase;
  readonly at: number;
  status: Attempt['status'];
  reason?: string;
  failure?: Failure;
  note?: Note;
}

/** Takes the messages of one run in their order, and keeps what the overview shows. */
export class Messages {
  readonly #pickles = new Map<string, Pickle>();
  /** Names of scenarios as they are written, by their nodes. */
  readonly #written = new Map<string, string>();
  readonly #testCases = new Map<string, TestCase>();
  readonly #begun = new Map<string, Begun>();
  readonly #attempts: Attempt[] = [];
  readonly #played = new Set<string>();
  #run = { id: '', began: 0, ended: undefined as number | undefined, success: false };
  #from = '';
  #facts: RunFacts | undefined;
  #first: number | undefined;
  #server: number | undefined;

  /** True once the run has said that it is over. */
  get isOver(): boolean {
    return this.#run.ended !== undefined;
  }

  /** @throws Error in words where a note for the overview cannot be read. */
  take(message: Envelope): void {
    const { meta, gherkinDocument, pickle, testRunStarted, testRunHookFinished, testRunFinished } = message;
    if (meta)
      this.#from = `${meta.runtime.name} ${meta.runtime.version}, cucumber ${meta.implementation.version}, ${meta.os.name}`;
    if (gherkinDocument?.feature) this.#readNames(gherkinDocument.feature);
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (testRunStarted) {
      this.#run.id = testRunStarted.id ?? '';
      this.#run.began = at(testRunStarted.timestamp);
    }
    if (testRunHookFinished && this.#first === undefined) {
      const { seconds, nanos } = testRunHookFinished.result.duration;
      this.#server = Math.max(this.#server ?? 0, seconds * 1_000 + nanos / 1e6);
    }
    if (testRunFinished) {
      this.#run.ended = at(testRunFinished.timestamp);
      this.#run.success = testRunFinished.success;
    }
    this.#takePlay(message);
  }

  #takePlay({ testCase, testCaseStarted, testStepFinished, attachment, testCaseFinished }: Envelope): void {
    if (testCase) this.#testCases.set(testCase.id, testCase);
    const begins = testCaseStarted && this.#testCases.get(testCaseStarted.testCaseId);
    if (begins) {
      this.#first ??= at(testCaseStarted.timestamp);
      this.#begun.set(testCaseStarted.id, {
        testCase: begins,
        at: at(testCaseStarted.timestamp),
        status: 'passed',
      });
    }
    if (testStepFinished) this.#takeStep(testStepFinished);
    if (attachment) this.#takeAttachment(attachment);
    if (testCaseFinished) this.#end(testCaseFinished.testCaseStartedId, at(testCaseFinished.timestamp));
  }

  #takeStep({ testCaseStartedId, testStepId, testStepResult }: TestStepFinished): void {
    const begun = this.#begun.get(testCaseStartedId);
    const { status, message } = testStepResult;
    if (!begun || status === 'PASSED') return;
    if (status === 'SKIPPED') {
      if (begun.status === 'passed') begun.status = 'skipped';
      return;
    }
    begun.status = 'failed';
    const step = begun.testCase.testSteps.find(({ id }) => id === testStepId);
    const text = this.#pickles
      .get(begun.testCase.pickleId)
      ?.steps.find(({ id }) => id === step?.pickleStepId)?.text;
    begun.failure ??= { step: text, message: message ?? WITHOUT_MESSAGE[status] ?? '' };
  }

  #takeAttachment({ testCaseStartedId, mediaType, body }: Attachment): void {
    const begun = testCaseStartedId === undefined ? undefined : this.#begun.get(testCaseStartedId);
    if (!begun) return;
    if (mediaType === LOG) {
      const reason = reasonIn(body);
      if (reason !== undefined) begun.reason = reason;
    }
    if (mediaType === NOTE) {
      begun.note = readNote(body);
      this.#facts ??= begun.note.run;
    }
  }

  #end(id: string, ended: number): void {
    const begun = this.#begun.get(id);
    const pickle = begun && this.#pickles.get(begun.testCase.pickleId);
    if (!pickle) return;
    this.#begun.delete(id);
    this.#played.add(pickle.id);
    const { status, reason, failure, note } = begun;
    this.#attempts.push({
      scenario: this.#scenario(pickle),
      status,
      ...(status === 'skipped' && reason !== undefined ? { reason } : {}),
      ...(failure ? { failure } : {}),
      milliseconds: Math.max(0, ended - begun.at),
      waits: note?.waits ?? {},
      answers: note?.answers ?? {},
    });
  }

  #scenario({ uri, name, location, tags, astNodeIds }: Pickle): Scenario {
    const written = this.#written.get(astNodeIds[0] ?? '') ?? name;
    return { uri, line: location?.line ?? 0, name, written, tags: tags.map((tag) => tag.name) };
  }

  #readNames({ children }: Feature): void {
    for (const { scenario, rule } of children) {
      for (const one of [scenario, ...(rule?.children ?? []).map((child) => child.scenario)])
        if (one) this.#written.set(one.id, one.name);
    }
  }

  /** What has come so far, as a run. @param page where its page with the timelines is, from the overview. */
  run(page?: string): Run {
    const { id, began, ended, success } = this.#run;
    const facts = this.#facts;
    const start = facts &&
      this.#first !== undefined && {
        whole: Math.max(0, this.#first - facts.began),
        ...(facts.postgres === undefined ? {} : { postgres: facts.postgres }),
        ...(this.#server === undefined ? {} : { server: this.#server }),
      };
    return {
      id,
      target: facts?.target,
      began,
      milliseconds: Math.max(0, (ended ?? began) - began),
      success,
      played: this.#from,
      ...(start ? { start } : {}),
      attempts: this.#attempts,
      unplayed: [...this.#pickles.values()]
        .filter((pickle) => !this.#played.has(pickle.id))
        .map((pickle) => this.#scenario(pickle)),
      ...(page === undefined ? {} : { page }),
    };
  }
}

/** What cucumber finds wrong by itself has no message. */
const WITHOUT_MESSAGE: Readonly<Record<string, string>> = {
  UNDEFINED: 'Nobody has said what this step does.',
  AMBIGUOUS: 'Two definitions claim this step.',
  PENDING: 'This step is not done yet.',
};

/** Milliseconds since 1970. @throws Error for what is no moment, as only a damaged file has. */
function at({ seconds, nanos }: Timestamp): number {
  const moment = Number(seconds) * 1_000 + Number(nanos) / 1e6;
  if (moment >= 0 && moment <= LAST_MOMENT) return moment;
  throw new Error('it has a time that is none');
}

/** The last that a Date can hold. */
const LAST_MOMENT = 8.64e15;
