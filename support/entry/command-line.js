// @ts-check
const { parseArgs } = require('node:util');

/**
 * Cucumber's options that take a value: without them, `--order random` would read as a path. And those with a short form: without
 * them all, `-fprogress` would read as `-p rogress`.
 */
const OPTIONS = /** @type {const} */ ({
  config: { type: 'string', short: 'c' },
  'dry-run': { type: 'boolean', short: 'd' },
  profile: { type: 'string', short: 'p', multiple: true },
  format: { type: 'string', short: 'f', multiple: true },
  'format-options': { type: 'string' },
  import: { type: 'string', short: 'i', multiple: true },
  language: { type: 'string' },
  loader: { type: 'string', short: 'l', multiple: true },
  name: { type: 'string', multiple: true },
  order: { type: 'string' },
  parallel: { type: 'string' },
  plugin: { type: 'string', multiple: true },
  'plugin-options': { type: 'string' },
  require: { type: 'string', short: 'r', multiple: true },
  'require-module': { type: 'string', multiple: true },
  retry: { type: 'string' },
  'retry-tag-filter': { type: 'string' },
  shard: { type: 'string' },
  tags: { type: 'string', short: 't', multiple: true },
  'world-parameters': { type: 'string' },
});

/**
 * What a command line of cucumber's chooses before cucumber has read it.
 * @param {readonly string[]} words without the program
 * @returns {{ config: string | undefined, profiles: string[], playsAll: boolean }} `playsAll`: the scenarios of a profile are played,
 *   all of them or a shard, on its target
 */
exports.readCommandLine = (words) => {
  const { values, positionals } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    options: OPTIONS,
  });
  const choices = [values.name, values.tags, values['dry-run'], values['world-parameters']];
  return {
    config: typeof values.config === 'string' ? values.config : undefined,
    profiles: (values.profile ?? []).map(String),
    playsAll: positionals.length === 0 && choices.every((choice) => choice === undefined),
  };
};
