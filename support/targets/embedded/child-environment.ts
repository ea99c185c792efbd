/**
 * What a server needs of the user's environment to run at all. The rest stays behind: a shell holds secrets, and settings such
 * as NODE_OPTIONS or PGHOST would make one machine's server differ from another's.
 */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'USERPROFILE',
  'NODE_COMPILE_CACHE',
  'NODE_V8_COVERAGE',
] as const;

/** A clean environment for a child process: the little that it inherits, and what it is given. */
export function childEnvironment(given: Readonly<Record<string, string>>): Record<string, string> {
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), ...given };
}
