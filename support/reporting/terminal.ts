import { type IFormatterOptions, SummaryFormatter } from '@cucumber/cucumber';
import { issueText, type Tools } from './issue';
import { ScenarioBar } from './scenario-bar';
import { describeStartup, startup } from './startup';
import { notVerifiable, reasonIn } from './verifiability';

/** How cucumber marks what a step or hook said with `log()`. */
const LOG = 'text/x.cucumber.log+plain';

type Issues = Parameters<SummaryFormatter['logIssues']>[0];
type Duration = Parameters<SummaryFormatter['logSummary']>[0];

/**
 * What a run shows in a terminal: a progress bar while it runs, then the failures, then cucumber's summary, how long
 * the start took, and one line of what this target could not show and why.
 */
export default class TerminalFormatter extends SummaryFormatter {
  static override readonly documentation =
    'Progress bar of scenarios, then failures, a summary, and what was not verifiable and why';

  readonly #bar: ScenarioBar;
  /** By test case, so that a scenario whose hooks say it twice counts once. */
  readonly #reasons = new Map<string, string>();
  readonly #tools: Tools;

  constructor(options: IFormatterOptions) {
    super(options);
    this.#tools = options;
    this.#bar = new ScenarioBar(options);
    options.eventBroadcaster.on('envelope', (envelope) => {
      startup.note(envelope);
      const { attachment } = envelope;
      if (attachment?.mediaType === LOG && attachment.testCaseStartedId) {
        const reason = reasonIn(attachment.body);
        if (reason) this.#reasons.set(attachment.testCaseStartedId, reason);
      }
    });
  }

  override logSummary(testRunDuration: Duration): void {
    this.#bar.clear();
    super.logSummary(testRunDuration);
    if (startup.figures) this.log(`${describeStartup(startup.figures)}\n`);
    if (this.#reasons.size > 0) {
      this.log(`${notVerifiable(process.env.TARGET, [...this.#reasons.values()])}\n`);
    }
  }

  override logIssues({ issues, title }: Issues): void {
    this.log(`${title}:\n\n`);
    issues.forEach((attempt, index) => {
      this.log(issueText(attempt, index + 1, this.#tools));
    });
  }
}
