// A thread begins with JavaScript.
require('ts-node/register');
require('../faults/saboteurs/thread');
