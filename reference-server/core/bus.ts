/**
 * What the nodes of one server say to each other: texts by topic. A bus may lose what is said while it is away, and it may
 * say things twice; whoever needs better than that numbers what they say (see `line.ts`).
 */
export interface Bus {
  /** False while nothing would get through. */
  readonly isUp: boolean;
  /** Says a text to all who listen to the topic. Texts of one node arrive in order. */
  publish(topic: string, text: string): void;
  /**
   * Listens to a topic, beside whoever else does; resolves when nothing that is said from then on is missed.
   * @throws Error while the bus is away; the topic is listened to all the same, from the bus's return.
   */
  subscribe(topic: string, listener: (text: string) => void): Promise<void>;
  /** Says who else hears that the bus is back after it was away: what was said meanwhile is lost. */
  onReturn(listener: () => void): void;
}
