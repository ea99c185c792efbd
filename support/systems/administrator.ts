import type { Answer } from '../players/http';
import type { Target } from '../targets/target';

/** What to say besides when an account was not given: a live server's administrator is named by the user. Empty where it is not that. */
export function administratorHint({ name }: Target, { status }: Answer): string {
  const isRefused = status === 401 || status === 403;
  return isRefused && name === 'live' ? '; is ADMIN_TOKEN that of this server?' : '';
}
