const { availableParallelism } = require('node:os');
const { readCommandLine } = require('./support/entry/command-line');

/**
 * Profiles: `npx cucumber-js` plays on the embedded target, `npx cucumber-js -p containers` on two nodes in containers,
 * `npx cucumber-js -p live` on the server at SERVER_URL.
 * `npx cucumber-js -p random` plays 200 random sessions of each system, `npx cucumber-js -p many` what takes too long for every run.
 */
const suite = {
  plugin: ['./support/entry/plugin.js'],
  requireModule: [
    require.resolve('./support/entry/typescript'),
    require.resolve('./support/entry/step-matching'),
  ],
  // After hooks run from the last to the first: what the parts of the target said is shown once all else has been judged, and then
  // the report itself is.
  require: [
    'support/parameter-types.ts',
    'support/world.ts',
    'support/report.ts',
    'support/parts.ts',
    'support/hooks.ts',
    'step-definitions/**/*.ts',
  ],
  format: [
    './support/entry/terminal.js',
    ['./support/entry/page.js', 'reports/cucumber.html'],
    ['./support/entry/overview.js', 'reports/index.html'],
    ['./support/entry/messages.js', 'reports/messages.ndjson'],
    ['junit', 'reports/junit.xml'],
  ],
  strict: true,
};

/** Scenarios with so many players, or that take so long, that they are for once a day: `npx cucumber-js -p many`. */
const MANY = '@many';
/** A session in real time: `npm run soak -- --minutes 30`. */
const SOAK = '@soak';
const usual = { ...suite, tags: `not ${MANY} and not ${SOAK}` };

/** What is about other processes than the server's one (PARTY-14 weighs its memory), or is left to chance. */
const BEYOND_ONE_PROCESS = [
  '@needs-restart',
  '@needs-nodes',
  '@needs-browser',
  '@PARTY-14',
  '@random',
  MANY,
  SOAK,
];

/** The server in the process of the suite, where it can be mutated: `npm run mutate` (docs/mutation.md). */
const inProcess = {
  requireModule: suite.requireModule,
  require: [...suite.require, 'test/mutation/in-process.ts'],
  tags: BEYOND_ONE_PROCESS.map((tag) => `not ${tag}`).join(' and '),
  strict: true,
};

const { profiles: chosen, playsAll } = readCommandLine(process.argv.slice(2));

/**
 * All scenarios are played by two workers, where there are processors for two. Not a choice of them, which is over before a second worker
 * has begun; nor on another target than the embedded one, whose workers have a server each and its clock to themselves.
 */
const isEmbedded = !process.env.TARGET || process.env.TARGET === 'embedded';
const parallel = playsAll && isEmbedded && availableParallelism() > 1 ? 2 : 0;

const profiles = {
  default: { ...usual, parallel },
  many: { ...suite, tags: MANY },
  soak: { ...suite, tags: SOAK },
  random: { ...suite, tags: '@random', worldParameters: { randomSessions: 200 } },
  containers: { ...usual, worldParameters: { target: 'containers' } },
  'in-process': inProcess,
  live: { ...usual, worldParameters: { target: 'live' } },
};

// Cucumber would answer a profile that does not exist with a stack trace.
const unknown = chosen.find((name) => !Object.hasOwn(profiles, name));
if (unknown !== undefined) {
  console.error(`There is no profile "${unknown}"; there are ${Object.keys(profiles).join(', ')}.`);
  process.exit(2);
}

module.exports = profiles;
