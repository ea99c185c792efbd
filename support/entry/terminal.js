// Cucumber imports formatters with import(), which cannot load TypeScript on Node 20.
require('ts-node/register');
module.exports = require('../reporting/terminal');
