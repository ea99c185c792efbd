/** For a step made of many waits, each of which has its own limit: how many there are is for the scenario to say. */
export const AS_LONG_AS_IT_TAKES = { timeout: -1 };

/** For steps that go through rows: each row has the patience of a step. */
export const ROW_BY_ROW = AS_LONG_AS_IT_TAKES;

/**
 * For steps in which a node, or what joins the nodes, ends or starts: on a busy machine that takes longer than any player should wait. What players
 * wait for afterwards has the patience of a step all the same.
 */
export const WITH_MACHINES = { timeout: 60_000 };
