import { CAPABILITIES, type Capability } from './target';

const TAG = /^@needs-(.*)$/;
const KNOWN: ReadonlySet<string> = new Set(CAPABILITIES);

const LACKING: Readonly<Record<Capability, string>> = {
  clock: 'no test clock',
  record: 'no record',
  restart: 'no restart',
  nodes: 'no second node',
  browser: 'no browser',
};

/** Why a scenario is skipped that needs these: `no test clock, no record`. */
export function reasonFor(missing: readonly Capability[]): string {
  return missing.map((one) => LACKING[one]).join(', ');
}

/** A scenario asked a target for something that it does not have, or that no target has. */
export class CapabilityError extends Error {
  override readonly name = 'CapabilityError';
}

/**
 * Compares what a scenario needs with what the target has.
 *
 * Takes the names of the scenario's tags (`@needs-clock`, and any others) and the target's capabilities; gives those that are
 * missing, in the order of CAPABILITIES. A scenario with something missing is skipped with that reason, never passed.
 * @throws CapabilityError when a tag asks for something no target ever has: a slip of the pen must not skip a scenario for good.
 */
export function compareNeeds(
  tags: Iterable<string>,
  has: ReadonlySet<Capability>,
): { missing: Capability[] } {
  const needs = new Set<string>();
  for (const tag of tags) {
    const need = TAG.exec(tag)?.[1];
    if (need === undefined) continue;
    if (!KNOWN.has(need)) {
      const known = CAPABILITIES.map((capability) => `@needs-${capability}`).join(', ');
      throw new CapabilityError(`The tag ${tag} asks for an unknown capability; there are ${known}.`);
    }
    needs.add(need);
  }
  return { missing: CAPABILITIES.filter((capability) => needs.has(capability) && !has.has(capability)) };
}
