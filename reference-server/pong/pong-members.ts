import type { Connection } from '../core/connection';
import { statusChange } from './pong-frames';
import { writeNote } from './pong-legacy';
import type { Role, Status } from './pong-room';

interface Member {
  readonly connection: Connection;
  readonly role: Role;
  /** The status they were told last. */
  told: Status | undefined;
}

/** Everybody in a room, and what they are told. A member's id is that of the connection. */
export class PongMembers {
  readonly #members = new Map<string, Member>();

  get size(): number {
    return this.#members.size;
  }

  get connections(): readonly Connection[] {
    return [...this.#members.values()].map(({ connection }) => connection);
  }

  has(id: string): boolean {
    return this.#members.has(id);
  }

  /** @param told the status they know of already: another node told them. */
  add(connection: Connection, role: Role, told?: Status): void {
    this.#members.set(connection.id, { connection, role, told });
  }

  /** Gives whether there was somebody to remove. */
  remove(id: string): boolean {
    return this.#members.delete(id);
  }

  clear(): void {
    this.#members.clear();
  }

  /** Sends a frame to everybody. */
  tell(frame: object): void {
    const text = JSON.stringify(frame);
    for (const { connection } of this.#members.values()) connection.send(text);
  }

  /** Tells everybody of the status, whether or not they know. */
  tellStatus(status: Status): void {
    this.#tellOf(status, this.#members.values());
  }

  /** Tells those who do not know of the status yet, and gives their connections. */
  tellStatusToThoseBehind(status: Status): readonly Connection[] {
    const behind = this.#behind(status);
    this.#tellOf(status, behind);
    return behind.map(({ connection }) => connection);
  }

  /** Whether anybody does not know of the status yet. */
  isAnybodyBehind(status: Status): boolean {
    return this.#behind(status).length > 0;
  }

  #behind(status: Status): Member[] {
    return [...this.#members.values()].filter(({ told }) => told !== status);
  }

  #tellOf(status: Status, members: Iterable<Member>): void {
    const text = JSON.stringify(statusChange(status));
    for (const member of members) {
      member.told = status;
      member.connection.send(text);
      // Should another node have to go on with this member, it must know what was said here.
      member.connection.note(writeNote({ role: member.role, told: status }));
    }
  }
}
