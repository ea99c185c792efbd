import { generateMessages } from '@cucumber/gherkin';
import {
  type Envelope,
  IdGenerator,
  type Pickle,
  SourceMediaType,
  type TestStepResult,
  type Timestamp,
} from '@cucumber/messages';
import { Messages } from '../../support/reporting/overview/messages';
import { NOTE, type Note } from '../../support/reporting/overview/note';
import type { Run } from '../../support/reporting/overview/run';

/** What becomes of a scenario: passed, not played, failed with a message, or not verifiable for a reason. */
export type Fate =
  | 'passed'
  | 'unplayed'
  | 'skipped'
  | { readonly failed: string }
  | { readonly lacks: string };

/** A run on paper. */
export interface PaperRun {
  readonly id?: string;
  /** Undefined: the run does not say. */
  readonly target?: string | undefined;
  /** Features by path. */
  readonly features: Readonly<Record<string, string>>;
  /** What becomes of the scenario, once or several times; it passes unless something else is said. */
  readonly fate?: (scenario: string) => Fate | readonly Fate[];
  readonly waits?: Note['waits'];
  readonly answers?: Note['answers'];
  readonly success?: boolean;
  /** Milliseconds since 1970. */
  readonly began?: number;
}

const NOON = Date.UTC(2026, 0, 2, 12);

/** The messages that cucumber would send for such a run; features are read by cucumber's own parser. */
export function messagesOf(paper: PaperRun): Envelope[] {
  const {
    id = 'run',
    target,
    features,
    fate = () => 'passed',
    waits = {},
    answers = {},
    began = NOON,
  } = paper;
  const newId = IdGenerator.incrementing();
  const read = Object.entries(features).flatMap(([uri, text]) =>
    generateMessages(text, uri, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN, {
      includeSource: true,
      includeGherkinDocument: true,
      includePickles: true,
      newId,
    }),
  );
  const run = target === undefined ? undefined : { target, began: began - 2_000, postgres: 800 };
  const note: Note = { ...(run ? { run } : {}), waits, answers };
  let now = began + 1_000;
  const plays = read.flatMap(({ pickle }) => {
    if (!pickle) return [];
    return [fate(pickle.name)].flat().flatMap((one, attempt) => {
      if (one === 'unplayed') return [];
      const [from, to] = [now, now + 250];
      now = to;
      return play(pickle, one, note, { id: `${pickle.id}-${attempt}`, from, to });
    });
  });
  return [
    {
      meta: {
        protocolVersion: '32.0.0',
        implementation: { name: 'cucumber-js', version: '12.0.0' },
        runtime: { name: 'node.js', version: '20.19.0' },
        os: { name: 'linux' },
        cpu: { name: 'x64' },
      },
    },
    ...read,
    { testRunStarted: { id, timestamp: timestamp(began) } },
    ...plays,
    {
      testRunFinished: {
        testRunStartedId: id,
        timestamp: timestamp(now),
        success:
          paper.success ??
          !plays.some(({ testStepFinished: end }) => end?.testStepResult.status === 'FAILED'),
      },
    },
  ];
}

/** The same, as the overview reads it. */
export function runOf(paper: PaperRun, page?: string): Run {
  const messages = new Messages();
  for (const message of messagesOf(paper)) messages.take(message);
  return messages.run(page);
}

/** The same, as a file. */
export function ndjsonOf(paper: PaperRun): string {
  return messagesOf(paper)
    .map((message) => `${JSON.stringify(message)}\n`)
    .join('');
}

function play(
  pickle: Pickle,
  fate: Exclude<Fate, 'unplayed'>,
  note: Note,
  { id, from, to }: { id: string; from: number; to: number },
): Envelope[] {
  const [hook, testCaseId] = [`hook of ${id}`, `case of ${id}`];
  const steps = pickle.steps.map((step) => ({ id: `${step.id} of ${id}`, pickleStepId: step.id }));
  const at = { testCaseStartedId: id, timestamp: timestamp(to) };
  const attached = (mediaType: string, body: string): Envelope => ({
    attachment: {
      testCaseStartedId: id,
      testStepId: hook,
      mediaType,
      body,
      contentEncoding: 'IDENTITY' as never,
    },
  });
  const finished = (testStepId: string, status: string, message?: string): Envelope => ({
    testStepFinished: {
      ...at,
      testStepId,
      testStepResult: { duration: NONE, status, message } as TestStepResult,
    },
  });
  const isPlayed = fate === 'passed' || (typeof fate === 'object' && 'failed' in fate);
  const isFailed = typeof fate === 'object' && 'failed' in fate;
  return [
    {
      testCase: { id: testCaseId, pickleId: pickle.id, testSteps: [...steps, { id: hook, hookId: 'hook' }] },
    },
    { testCaseStarted: { id, testCaseId, attempt: 0, timestamp: timestamp(from) } },
    ...(typeof fate === 'object' && 'lacks' in fate
      ? [attached('text/x.cucumber.log+plain', `Not verifiable here: ${fate.lacks}`)]
      : []),
    ...steps.map((step, index) => {
      if (!isPlayed) return finished(step.id, 'SKIPPED');
      return isFailed && index === steps.length - 1
        ? finished(step.id, 'FAILED', fate.failed)
        : finished(step.id, 'PASSED');
    }),
    attached(NOTE, JSON.stringify(isPlayed ? note : { ...note, waits: {}, answers: {} })),
    finished(hook, 'PASSED'),
    { testCaseFinished: { testCaseStartedId: id, timestamp: timestamp(to), willBeRetried: false } },
  ];
}

const NONE = { seconds: 0, nanos: 0 };

function timestamp(milliseconds: number): Timestamp {
  return { seconds: Math.floor(milliseconds / 1_000), nanos: (milliseconds % 1_000) * 1e6 };
}
