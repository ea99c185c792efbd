import { SettingsError } from '../settings';
import { TargetError } from './target';

/** The exit code of a run that could not begin, as against one that failed. */
const COULD_NOT_BEGIN = 2;

/**
 * Awaits something that a run cannot begin without. What the user can put right (a setting, a target) is told in its one
 * sentence, without a stack, and ends the process with exit code 2 after `cleanUp`; any other error passes through.
 */
export async function orExit<T>(
  beginning: Promise<T>,
  cleanUp: () => Promise<void> = async () => {},
): Promise<T> {
  try {
    return await beginning;
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof TargetError)) throw error;
    await cleanUp();
    process.stderr.write(`${error.message}\n`);
    process.exit(COULD_NOT_BEGIN);
  }
}
