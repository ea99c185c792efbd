/** A setting with a value that is not possible. The message is one sentence that names the setting, never a secret's value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** A value, and the name under which the user gave it. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** The number that was chosen. @throws SettingsError unless it is a whole one, from the least to the most. */
export function wholeNumber({ name, value }: Choice, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new SettingsError(`${name} is "${value}"; it must be a whole number from ${least} to ${most}.`);
}
