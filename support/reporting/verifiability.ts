/** The words with which the log of a skipped scenario begins; the reason follows (`no test clock`). */
export const NOT_VERIFIABLE = 'Not verifiable here: ';

/** The reason in a scenario's log, or undefined where the log is about something else. */
export function reasonIn(log: string): string | undefined {
  if (!log.startsWith(NOT_VERIFIABLE)) return undefined;
  const [reason = ''] = log.slice(NOT_VERIFIABLE.length).split('\n', 1);
  return reason.trim().replace(/\.$/, '');
}

/**
 * One line of what a target could not show, most frequent reason first:
 * `Not verifiable on live: 6 scenarios (no test clock 4, no record 2)`.
 * @param target its name, where it is known
 * @param reasons one for each scenario that was skipped
 */
export function notVerifiable(target: string | undefined, reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b));
  const list = sorted.map(([reason, count]) => `${reason} ${count}`).join(', ');
  const where = target ? `on ${target}` : 'here';
  const scenarios = reasons.length === 1 ? 'scenario' : 'scenarios';
  return `Not verifiable ${where}: ${reasons.length} ${scenarios} (${list})`;
}
