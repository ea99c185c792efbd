// Cucumber loads plugins with import(), which cannot read TypeScript on Node 20.
const path = require('node:path');

// ts-node looks for its settings where the user stands; this suite runs from any folder. Workers inherit it.
process.env.TS_NODE_PROJECT ??= path.resolve(__dirname, '../../tsconfig.json');
require('ts-node/register');

module.exports = require('../plugin').default;
