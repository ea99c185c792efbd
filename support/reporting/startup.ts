import type { Envelope } from '@cucumber/messages';

/** What the way to the first scenario took, in milliseconds. */
export interface Startup {
  /** From the start of the process to the first scenario. */
  readonly firstScenario: number;
  /** Of that, PostgreSQL from its launch until it took connections; absent for a live target. Cucumber loads meanwhile. */
  readonly postgres: number | undefined;
  /** Of that, what the first worker ready for play took for its database and its server; absent without hooks. */
  readonly server: number | undefined;
}

/**
 * Watches a run begin. The coordinator is the only process that sees all of it: workers tell when their BeforeAll hooks end.
 * One for each process; filled by the plugin and the formatter of the terminal.
 */
class StartupWatch {
  private postgres: number | undefined;
  private server: number | undefined;
  private firstScenario: number | undefined;

  postgresReady(milliseconds: number): void {
    this.postgres = milliseconds;
  }

  /** The server, where it was started before any hook. */
  serverReady(milliseconds: number): void {
    this.server = milliseconds;
  }

  /** Takes every message of the run. */
  note({ testRunHookFinished, testCaseStarted }: Envelope): void {
    if (this.firstScenario !== undefined) return;
    if (testRunHookFinished) {
      const { seconds, nanos } = testRunHookFinished.result.duration;
      this.server = Math.max(this.server ?? 0, seconds * 1_000 + nanos / 1_000_000);
    }
    if (testCaseStarted) this.firstScenario = performance.now();
  }

  /** The figures, once a scenario has started. */
  get figures(): Startup | undefined {
    if (this.firstScenario === undefined) return undefined;
    return { firstScenario: this.firstScenario, postgres: this.postgres, server: this.server };
  }
}

export const startup = new StartupWatch();

/** The figures in words: "First scenario after 1.9 s (PostgreSQL 1.1 s, server 0.5 s)". */
export function describeStartup({ firstScenario, postgres, server }: Startup): string {
  const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
  const parts = [
    ...(postgres === undefined ? [] : [`PostgreSQL ${seconds(postgres)}`]),
    ...(server === undefined ? [] : [`server ${seconds(server)}`]),
  ];
  const of = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `First scenario after ${seconds(firstScenario)}${of}`;
}
