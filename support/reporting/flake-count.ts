import { styleText } from 'node:util';
import { Formatter, formatterHelpers, type IFormatterOptions } from '@cucumber/cucumber';
import { flakeBound, percent } from './flake-rate';
import { issueText } from './issue';
import { ScenarioBar } from './scenario-bar';

type Attempt = ReturnType<IFormatterOptions['eventDataCollector']['getTestCaseAttempt']>;

/** How often one scenario ran, and how it went. */
interface Count {
  readonly name: string;
  passed: number;
  failed: number;
  skipped: number;
  /** The first failure tells most; the others are counted. */
  firstFailure?: Attempt;
}

/** A repeated scenario has failed at most this many different ways worth printing. */
const MOST_FAILURES_TOLD = 10;

/**
 * Counts how often each scenario passed and failed over many runs, and bounds how often it may fail: what
 * `npm run repeat` prints. Tells the first failure of each scenario, not all of them.
 */
export default class FlakeCountFormatter extends Formatter {
  static override readonly documentation =
    'Passes and failures of each scenario over many runs, with a bound';

  readonly #options: IFormatterOptions;
  readonly #bar: ScenarioBar;
  readonly #counts = new Map<string, Count>();

  constructor(options: IFormatterOptions) {
    super(options);
    this.#options = options;
    this.#bar = new ScenarioBar(options);
    options.eventBroadcaster.on('envelope', ({ testCaseFinished, testRunFinished }) => {
      if (testCaseFinished && !testCaseFinished.willBeRetried)
        this.#count(testCaseFinished.testCaseStartedId);
      if (testRunFinished) this.#tell();
    });
  }

  #count(testCaseStartedId: string): void {
    const attempt = this.eventDataCollector.getTestCaseAttempt(testCaseStartedId);
    const { pickle, gherkinDocument } = attempt;
    const node = pickle.astNodeIds.at(-1) ?? '';
    const line =
      formatterHelpers.GherkinDocumentParser.getGherkinScenarioLocationMap(gherkinDocument)[node]?.line;
    const place = `${pickle.uri}:${line ?? '?'}`;
    const count = this.#counts.get(place) ?? {
      name: `${pickle.name}  ${place}`,
      passed: 0,
      failed: 0,
      skipped: 0,
    };
    this.#counts.set(place, count);
    const { status } = attempt.worstTestStepResult;
    if (status === 'PASSED') count.passed += 1;
    else if (status === 'SKIPPED') count.skipped += 1;
    else {
      count.failed += 1;
      count.firstFailure ??= attempt;
    }
  }

  #tell(): void {
    this.#bar.clear();
    const counts = [...this.#counts.values()].sort((a, b) => b.failed - a.failed);
    const failures = counts.flatMap(({ firstFailure }) => firstFailure ?? []);
    if (failures.length > 0) this.log('The first failure of each scenario:\n\n');
    failures.slice(0, MOST_FAILURES_TOLD).forEach((attempt, index) => {
      this.log(issueText(attempt, index + 1, this.#options));
    });
    if (failures.length > MOST_FAILURES_TOLD) {
      this.log(`… and ${failures.length - MOST_FAILURES_TOLD} more scenarios that failed\n\n`);
    }
    const flaky = flakyScenarios(counts);
    const told = flaky === '' ? '' : `${this.#paint(flaky)}\n\n`;
    this.log(`${flakeTable(counts, this.#paint)}\n\n${told}${flakeSummary(counts)}\n`);
  }

  /** Flaky scenarios have a colour that no verdict of cucumber's has; none where cucumber shows none, or nobody wants any. */
  readonly #paint = (text: string): string => {
    const { colorFns } = this.#options;
    const hasColours = colorFns.location('-') !== '-' && !process.env.NO_COLOR;
    return hasColours ? styleText('magenta', text) : text;
  };
}

/** A scenario that both passed and failed. */
function isFlaky({ passed, failed }: Pick<Count, 'passed' | 'failed'>): boolean {
  return passed > 0 && failed > 0;
}

/** Those that passed and failed, by name; empty if there are none. */
export function flakyScenarios(counts: readonly Count[]): string {
  const flaky = counts.filter(isFlaky);
  if (flaky.length === 0) return '';
  const many =
    flaky.length === 1 ? '1 flaky scenario, which' : `${flaky.length} flaky scenarios, each of which`;
  const lines = flaky.map(({ name, failed, passed }) => `  flaky (${failed} of ${failed + passed}): ${name}`);
  return [`${many} both failed and passed:`, ...lines].join('\n');
}

/** Plain columns, scenario last because it is the longest. @param paint the row of a scenario that is flaky. */
export function flakeTable(counts: readonly Count[], paint: (row: string) => string = (row) => row): string {
  const rows = counts.map((count) => [
    String(count.passed + count.failed),
    String(count.passed),
    String(count.failed),
    String(count.skipped),
    count.name,
  ]);
  const heads = ['runs', 'passed', 'failed', 'skipped', 'scenario'];
  const lines = [heads, ...rows].map((row) =>
    row.map((cell, column) => (column === 4 ? cell : cell.padStart(7))).join('  '),
  );
  return lines
    .map((line, index) => {
      const count = counts[index - 1];
      return count && isFlaky(count) ? paint(line) : line;
    })
    .join('\n');
}

/** The totals, and what they say about the rate of failure. */
export function flakeSummary(counts: readonly Pick<Count, 'passed' | 'failed'>[]): string {
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  const runs = passed + failed;
  if (runs === 0) return 'Nothing ran, so nothing is known about the flake rate.';
  const bound = percent(flakeBound(failed, runs));
  const because = failed === 0 ? `3/${runs}` : `${failed} of ${runs}, Clopper-Pearson`;
  return `${runs} runs: ${passed} passed, ${failed} failed. Flake rate at most ${bound} (95 %, ${because}).`;
}
