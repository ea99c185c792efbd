/**
 * Lets `require` take TypeScript: swc takes the types out, nothing is checked. As `ts-node/register` does it with `"swc": true`, but without
 * loading the TypeScript compiler, which costs every process a quarter of a second on the way to the first scenario.
 */
const { readFileSync } = require('node:fs');
const { fileURLToPath } = require('node:url');
const { install } = require('@cspotcode/source-map-support');
const { transformSync } = require('@swc/core');
const { target } = require('../../tsconfig.json').compilerOptions;

const OPTIONS = {
  swcrc: false,
  configFile: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs', ignoreDynamic: true },
  jsc: { target, keepClassNames: true, parser: { syntax: 'typescript' } },
};

// Whoever started this process with ts-node has it already.
if (process[Symbol.for('ts-node.register.instance')] === undefined) register();

function register() {
  const compiled = new Map();
  require.extensions['.ts'] = (module, filename) => {
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...OPTIONS, filename });
    compiled.set(filename, code);
    module._compile(code, filename);
  };
  // Stacks tell lines of the source; its map is read once a stack is.
  install({
    environment: 'node',
    retrieveFile: (path) => compiled.get(path.startsWith('file:') ? fileURLToPath(path) : path) ?? '',
  });
}
