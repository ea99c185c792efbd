/**
 * For steps in which a node, or what joins the nodes, ends or starts: on a busy machine that takes longer than any player should wait. What players
 * wait for afterwards has the patience of a step all the same.
 */
export const WITH_MACHINES = { timeout: 60_000 };
