import type { Target } from '../../../targets/target';
import type { PongDialect } from '../dialect';
import { ReferencePongDialect } from './reference';

/** The dialect of pong for one scenario. */
export function pongDialect(target: Target, scope: string): PongDialect {
  return new ReferencePongDialect(target, scope);
}
