// @ts-check
const { parseArgs } = require('node:util');

/** Cucumber's options that have a short form; without them all, `-fprogress` would read as `-p rogress`. */
const OPTIONS = /** @type {const} */ ({
  config: { type: 'string', short: 'c' },
  profile: { type: 'string', short: 'p', multiple: true },
  format: { type: 'string', short: 'f', multiple: true },
  import: { type: 'string', short: 'i', multiple: true },
  loader: { type: 'string', short: 'l', multiple: true },
  require: { type: 'string', short: 'r', multiple: true },
  tags: { type: 'string', short: 't', multiple: true },
});

/**
 * What a command line of cucumber's chooses before cucumber has read it.
 * @param {readonly string[]} words without the program
 * @returns {{ config: string | undefined, profiles: string[] }}
 */
exports.readCommandLine = (words) => {
  const { values } = parseArgs({ args: [...words], strict: false, allowPositionals: true, options: OPTIONS });
  return {
    config: typeof values.config === 'string' ? values.config : undefined,
    profiles: (values.profile ?? []).map(String),
  };
};
