/**
 * A node's hold on a place. A place is what players meet in: a race, a room. All who come to one are served by one node,
 * whichever node they are connected to, so that whatever happens there has one order.
 */
export interface Tenure {
  /** Such as `pong/BLUE`. */
  readonly place: string;
  /** False as soon as another node might be serving the place: what changes nothing on record may go on, all else must wait. */
  readonly isSure: boolean;
  /** True when the hold is over, for whatever reason: nothing here is this node's to do any more. */
  readonly hasEnded: boolean;
  /** What the node before this one left by `keep`, or undefined. */
  readonly legacy: string | undefined;
  /** While it says so, the place is held though no connection leads there. */
  occupied: boolean;
  /** Says who is called when the hold is over: the place is vacant, or lost to another node. */
  onEnd(listener: (isLost: boolean) => void): void;
  /**
   * Leaves the state of the place to whoever may have to take over. Gives true once that is done, or where there is
   * nobody else; false if it could not be done, and then this node may no longer serve the place.
   */
  keep(state: () => string): Promise<boolean>;
}
