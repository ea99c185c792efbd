import type { LiveSettings } from '../settings';
import { CapabilityError } from './capabilities';
import { openRecord } from './record';
import { type Capability, type Target, TargetError } from './target';
import { advanceClock } from './test-clock';

const ANSWER_MS = 5_000;

/**
 * A server that runs already. It can show what its owner gave access to: its database, its test hooks.
 *
 * Takes the settings, and how long to wait for a first answer in milliseconds. Any answer counts, an error page too.
 * @throws TargetError when nothing answers.
 */
export async function openLive(settings: LiveSettings, patience: number = ANSWER_MS): Promise<Target> {
  const url = new URL(settings.url);
  const { databaseUrl, testHooksSecret } = settings;
  await expectAnswer(url, patience);
  const record = databaseUrl === undefined ? undefined : openRecord(databaseUrl);
  const capabilities = new Set<Capability>();
  if (record) capabilities.add('record');
  if (testHooksSecret !== undefined) capabilities.add('clock');
  return {
    name: 'live',
    url,
    capabilities,
    administrator: settings.administrator,
    async query(sql, parameters) {
      if (record) return record.query(sql, parameters);
      throw new CapabilityError("This live server's record cannot be read: DATABASE_URL is not set.");
    },
    async advanceClock(milliseconds) {
      if (testHooksSecret !== undefined) return advanceClock(url, testHooksSecret, milliseconds);
      throw new CapabilityError("This live server's clock cannot be moved: TEST_HOOKS_SECRET is not set.");
    },
    logPosition: () => 0,
    logSince: () => [],
    async stop() {
      await record?.close();
    },
  };
}

async function expectAnswer(url: URL, patience: number): Promise<void> {
  try {
    const response = await fetch(url, {
      headers: { connection: 'close' },
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
    await response.body?.cancel();
  } catch (error) {
    throw new TargetError(
      `Nothing answers at ${url.href} (${reason(error)}); start the server or correct SERVER_URL.`,
    );
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  if (cause instanceof AggregateError) return cause.errors.map(String).join(', ');
  return cause instanceof Error ? cause.message : error.message;
}
