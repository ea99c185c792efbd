/**
 * Who may import whom. One rule for each wall of the house; `npm run lint` checks them, and a broken rule's comment is shown.
 * Paths are relative to the top folder. "Type-only" imports vanish when the program runs: they share words, not behaviour.
 */
const SUITE = '^(support|step-definitions|features)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment:
        'Two files that need each other to run are one file, or a third one is missing. Types may go in circles.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'steps-say-and-support-does',
      comment:
        'A step asks the world, a system, or an expectation. It starts nothing, reads no journal and knows no target.',
      severity: 'error',
      from: { path: '^step-definitions/' },
      to: {
        path: '^(support|step-definitions|reference-server|test|bench)/',
        pathNot: [
          '^step-definitions/',
          '^support/world\\.ts$',
          '^support/systems/',
          '^support/players/(expectation|connection-expectations|answers)\\.ts$',
        ],
      },
    },
    {
      name: 'frames-stay-in-dialects',
      comment:
        'Only a dialect knows frames, so that a second one can run the same features. The world chooses which.',
      severity: 'error',
      from: { pathNot: ['^support/systems/[^/]+/dialects/', '^support/world\\.ts$', '^test/'] },
      to: { path: '^support/systems/[^/]+/dialects/' },
    },
    {
      name: 'systems-ask-players',
      comment:
        'A system is played by players. Of a target it knows the type, of other systems what they share (files in systems/), and of the rest of the suite nothing.',
      severity: 'error',
      from: { path: '^support/systems/([^/]+)' },
      to: {
        path: '^(support|step-definitions)/',
        pathNot: ['^support/systems/($1/|[^/]+\\.ts$)', '^support/players/', '^support/targets/target\\.ts$'],
      },
    },
    {
      name: 'systems-know-targets-by-type',
      comment: 'A system takes the target that it is given.',
      severity: 'error',
      from: { path: '^support/systems/' },
      to: { path: '^support/targets/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'players-know-no-system',
      comment: 'A player sends and receives. What it means is for a system to say.',
      severity: 'error',
      from: { path: '^support/players/' },
      to: { path: '^(support|step-definitions)/', pathNot: '^support/players/' },
    },
    {
      name: 'checkers-read-journals',
      comment:
        'A checker judges what players have seen, by the journals. Of a system it knows the events: the rules it judges by are its own, or they would prove nothing.',
      severity: 'error',
      from: { path: '^support/checkers/' },
      to: {
        path: '^(support|step-definitions)/',
        pathNot: [
          '^support/(checkers|players)/',
          '^support/systems/[^/]+/events\\.ts$',
          '^support/targets/target\\.ts$',
        ],
      },
    },
    {
      name: 'checkers-know-targets-by-type',
      comment: 'A checker reads the log that it is given.',
      severity: 'error',
      from: { path: '^support/checkers/' },
      to: { path: '^support/targets/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'reports-read-journals',
      comment:
        "A report shows journals and cucumber's messages, of whatever system. The trial of saboteurs knows who they are besides.",
      severity: 'error',
      from: { path: '^support/reporting/', pathNot: '^support/reporting/sabotage/' },
      to: { path: '^(support|step-definitions)/', pathNot: '^support/(reporting|players)/' },
    },
    {
      name: 'chance-plays-as-people-do',
      comment:
        'Random sessions are played by players through the systems, and judged by the checkers. What they are played on, and in which dialect, is given to them.',
      severity: 'error',
      from: { path: '^support/random/' },
      to: {
        path: '^(support|step-definitions)/',
        pathNot: [
          '^support/(random|systems|players|checkers)/',
          '^support/(closers|people|settings)\\.ts$',
          '^support/targets/target\\.ts$',
        ],
      },
    },
    {
      name: 'only-the-world-knows-chance',
      comment: 'What people do by chance is one way of using the house: nothing of the house rests on it.',
      severity: 'error',
      from: { path: '^(support|step-definitions)/', pathNot: ['^support/random/', '^support/world\\.ts$'] },
      to: { path: '^support/random/' },
    },
    {
      name: 'targets-know-no-game',
      comment: 'A target is addresses and processes. It knows neither players nor what is played.',
      severity: 'error',
      from: { path: '^support/targets/' },
      to: { path: '^(support|step-definitions)/', pathNot: ['^support/targets/', '^support/settings\\.ts$'] },
    },
    {
      name: 'faults-know-players-alone',
      comment:
        'What goes wrong between players and a server is the same for every game and every target: a fault knows the player it befalls, and nothing else of the suite.',
      severity: 'error',
      from: { path: '^support/faults/' },
      to: { path: '^(support|step-definitions)/', pathNot: '^support/(faults|players)/' },
    },
    {
      name: 'server-and-suite-meet-on-the-wire',
      comment:
        'The reference server and the suite share contracts/, and no code: what one got wrong the other must see.',
      severity: 'error',
      from: { path: '^reference-server/' },
      to: { path: SUITE },
    },
    {
      name: 'suite-and-server-meet-on-the-wire',
      comment:
        'The reference server and the suite share contracts/, and no code: what one got wrong the other must see.',
      severity: 'error',
      from: { path: SUITE },
      to: { path: '^reference-server/' },
    },
    {
      name: 'nothing-needs-tests-or-measurements',
      comment: 'Tests and benchmarks look at the house; the house does not look back.',
      severity: 'error',
      from: { pathNot: ['^test/', '^bench/'] },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'server-runs-on-dependencies',
      comment: 'The reference server runs where only "dependencies" are installed.',
      severity: 'error',
      from: { path: '^reference-server/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'packages-are-named',
      comment:
        'A package that is imported stands in package.json: one that came along with another may go with it.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'imports-exist',
      comment: 'The file or package cannot be found.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'require', 'import', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
};
