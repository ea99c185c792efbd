/** How the coordinator tells its workers what it has started. */
export const CONTAINERS_VARIABLE = 'GAUNTLET_CONTAINERS';
