require('ts-node/register');
module.exports = {
  default: {
    requireModule: ['ts-node/register'],
    plugin: ['./support/plugin.ts'],
    paths: ['features/**/*.feature'],
  },
};
