/** On everything that a run makes: the run it belongs to. */
export const RUN = 'gauntlet.run';

/** On containers: the host and process id of the keeper that sees to it that they go. */
export const KEEPER = 'gauntlet.keeper';

/** On containers of a run that may be left standing, for somebody to look at. */
export const KEPT = 'gauntlet.keep';
