// Cucumber imports formatters with import(), which cannot load TypeScript on Node 20.
require('./typescript');
module.exports = require('../reporting/brief-messages');
