import type { Role, Room, Status } from './pong-room';

/** What one node leaves to the next of a room. */
export interface Legacy {
  readonly room: Room;
  readonly held: boolean;
  /** When it was left, milliseconds of the epoch. */
  readonly at: number;
}

/** What one node leaves to the next of a member: how they joined, and the status they were told last. */
export interface MemberNote {
  readonly role: Role;
  readonly told: Status;
}

// Both are written and read by this server alone, in one version: there is nothing to check.
export const writeLegacy = (legacy: Legacy): string => JSON.stringify(legacy);
export const readLegacy = (text: string): Legacy => JSON.parse(text);
export const writeNote = (note: MemberNote): string => JSON.stringify(note);
export const readNote = (text: string): MemberNote => JSON.parse(text);
