import type { Bus } from './bus';

/** What has been said and not been acknowledged for so long is said again. */
const REPEAT_AFTER_MS = 400;
const ACKNOWLEDGE_WITHIN_MS = 20;

/** Something one node says to another. */
export type Message = { readonly kind: string };

interface Packet {
  readonly from: string;
  /** Counts from 1; 0 in a packet that only acknowledges. */
  readonly number: number;
  /** All up to that number have arrived. */
  readonly heard: number;
  readonly messages: readonly Message[];
}

/**
 * From one node to another and back: each message arrives once and in order, as long as both live, though the bus may be away
 * in between. What is said in one go travels in one packet.
 */
export class Line {
  #outgoing: Message[] = [];
  readonly #unacknowledged: { readonly packet: Packet; at: number }[] = [];
  #sent = 0;
  #heard = 0;
  #acknowledgement: NodeJS.Timeout | undefined;
  readonly #repeat: NodeJS.Timeout;

  constructor(
    private readonly bus: Bus,
    private readonly me: string,
    private readonly topic: string,
    private readonly onMessage: (message: Message) => void,
  ) {
    this.#repeat = setInterval(() => this.#repeatOld(), REPEAT_AFTER_MS / 2).unref();
  }

  /** What was said last and has not left yet, or undefined; it may still be added to. */
  get last(): Message | undefined {
    return this.#outgoing.at(-1);
  }

  say(message: Message): void {
    this.#outgoing.push(message);
    if (this.#outgoing.length === 1) queueMicrotask(() => this.#flush());
  }

  /** Takes in a packet of the other side. */
  receive({ number, heard, messages }: Packet): void {
    while ((this.#unacknowledged[0]?.packet.number ?? Infinity) <= heard) this.#unacknowledged.shift();
    if (number === 0) return;
    if (number === this.#heard + 1) {
      this.#heard = number;
      for (const message of messages) this.onMessage(message);
    }
    // Also when it was one too many or too early: the other side learns from it what to say again.
    this.#acknowledgement ??= setTimeout(() => this.#publish(0, []), ACKNOWLEDGE_WITHIN_MS);
  }

  /** Says everything again that was not acknowledged: the bus was away. */
  repeat(): void {
    for (const each of this.#unacknowledged) this.#say(each);
  }

  /** The other side is gone, or this one. */
  close(): void {
    clearInterval(this.#repeat);
    clearTimeout(this.#acknowledgement);
    this.#outgoing = [];
    this.#unacknowledged.length = 0;
  }

  #flush(): void {
    const messages = this.#outgoing;
    if (messages.length === 0) return;
    this.#outgoing = [];
    this.#sent += 1;
    const entry = { packet: { from: this.me, number: this.#sent, heard: 0, messages }, at: 0 };
    this.#unacknowledged.push(entry);
    this.#say(entry);
  }

  #say(entry: { readonly packet: Packet; at: number }): void {
    entry.at = performance.now();
    this.#publish(entry.packet.number, entry.packet.messages);
  }

  #publish(number: number, messages: readonly Message[]): void {
    clearTimeout(this.#acknowledgement);
    this.#acknowledgement = undefined;
    if (!this.bus.isUp) return;
    const packet: Packet = { from: this.me, number, heard: this.#heard, messages };
    this.bus.publish(this.topic, JSON.stringify(packet));
  }

  #repeatOld(): void {
    const [oldest] = this.#unacknowledged;
    if (this.bus.isUp && oldest !== undefined && performance.now() - oldest.at > REPEAT_AFTER_MS)
      this.repeat();
  }
}

/** Who sent a packet, and the packet; undefined for a text that is none. */
export function readPacket(text: string): Packet {
  // Nodes alone write there, all of one version: there is nothing to check.
  return JSON.parse(text);
}
