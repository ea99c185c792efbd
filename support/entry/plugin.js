// Cucumber loads plugins with import(), which cannot read TypeScript on Node 20.
require('./typescript');
module.exports = require('../plugin').default;
