// A thread begins with JavaScript.
require('./typescript');
require('../faults/saboteurs/thread');
