import type { LiveSettings } from '../settings';
import { CapabilityError } from './capabilities';
import { ask } from './http';
import { openRecord } from './record';
import { type Capability, type Target, TargetError } from './target';
import { advanceClock } from './test-clock';
import { askTestHook } from './test-hooks';

const ANSWER_MS = 5_000;

/**
 * A server that runs already. It can show what its owner gave access to: its database, its test hooks.
 *
 * Takes its settings, and how long to wait for a first answer in milliseconds; any answer counts, an error page too.
 * @throws TargetError when nothing answers.
 */
export async function openLive(settings: LiveSettings, patience: number = ANSWER_MS): Promise<Target> {
  const url = new URL(settings.url);
  const { databaseUrl, testHooksSecret } = settings;
  await expectAnswer(url, patience);
  const record = databaseUrl === undefined ? undefined : openRecord(databaseUrl, 'DATABASE_URL');
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
    async testHook(path, body) {
      if (testHooksSecret !== undefined) return askTestHook(url, testHooksSecret, path, body);
      throw new CapabilityError(
        "This live server's test hooks cannot be asked: TEST_HOOKS_SECRET is not set.",
      );
    },
    nodes: [url],
    async killNode() {
      throw new CapabilityError('No second node of this live server is known.');
    },
    async startNode() {
      throw new CapabilityError('A live server is not restarted.');
    },
    async restartBus() {
      throw new CapabilityError('A live server is not restarted.');
    },
    async killBus() {
      throw new CapabilityError('A live server is not restarted.');
    },
    async startBus() {
      throw new CapabilityError('A live server is not restarted.');
    },
    mend: async () => {},
    logPosition: () => 0,
    logSince: () => [],
    partLogs: async () => [],
    async stop() {
      await record?.close();
    },
  };
}

async function expectAnswer(url: URL, patience: number): Promise<void> {
  try {
    await ask(url, { method: 'GET', patience });
  } catch (error) {
    throw new TargetError(
      `Nothing answers at ${url.href} (${reason(error)}); start the server or correct SERVER_URL.`,
    );
  }
}

/** `localhost` has two addresses; when neither answers, each has its own reason. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(', ');
  if (!(error instanceof Error)) return String(error);
  // OpenSSL speaks of records, versions and its own source.
  if (/wrong version number|packet length too long/.test(error.message))
    return 'what is there does not speak TLS: http, not https?';
  return error.message.trim();
}
