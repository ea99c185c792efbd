import type { IFormatterOptions } from '@cucumber/cucumber';
import ProgressBarFormatter from '@cucumber/cucumber/lib/formatter/progress_bar_formatter';

/**
 * Cucumber's progress bar, counting scenarios instead of steps, and nothing but the bar: what failed is told after
 * the run. Where the output is no terminal it writes nothing.
 */
export class ScenarioBar extends ProgressBarFormatter {
  #scenarios = 0;

  constructor(options: IFormatterOptions) {
    super(options);
    options.eventBroadcaster.on('envelope', ({ testCaseFinished }) => {
      if (testCaseFinished) this.progressBar?.tick();
    });
  }

  override incrementStepCount(): void {
    this.#scenarios += 1;
  }

  override initializeProgressBar(): void {
    if (this.progressBar || this.#scenarios === 0) return;
    super.initializeProgressBar();
    this.progressBar.fmt = ':current/:total scenarios [:bar] ';
    this.progressBar.total = this.#scenarios;
    // On a pipe the bar would still write its last line break.
    this.progressBar.terminate = () => this.clear();
  }

  /** Takes the bar off the screen; it does so by itself after the last scenario. */
  clear(): void {
    if (!('isTTY' in this.stream) || !this.stream.isTTY) return;
    this.log('\r\u001b[K');
  }

  override logProgress(): void {}
  override logErrorIfNeeded(): void {}
  override logSummary(): void {}
  override logUndefinedParametertype(): void {}
}
