import { setTimeout as pause } from 'node:timers/promises';
import type { Tenure } from '../core/place';
import type { Core } from '../core/system';
import { PongArena } from './pong-arena';
import type { PongRecorder } from './pong-recorder';

/** Where Redis is away, a room cannot be handed over; a server that was told to stop does not wait for it. */
const HAND_OVER_WITHIN_MS = 300;

/** The arenas of all rooms that this node serves. */
export class PongArenas {
  readonly #arenas = new Map<string, PongArena>();

  constructor(
    private readonly core: Core,
    private readonly recorder: PongRecorder,
  ) {}

  /** The arena of that code, as long as the tenure lasts. */
  at(code: string, tenure: Tenure): PongArena {
    const known = this.#arenas.get(code);
    if (known?.tenure === tenure) return known;
    const arena = new PongArena(code, tenure, this.core, this.recorder);
    this.#arenas.set(code, arena);
    tenure.onEnd(() => {
      arena.abandon();
      if (this.#arenas.get(code) === arena) this.#arenas.delete(code);
    });
    return arena;
  }

  /** The arena of that code in which there is a room, or undefined. */
  withRoom(code: string): PongArena | undefined {
    const arena = this.#arenas.get(code);
    return arena?.room === undefined ? undefined : arena;
  }

  /** Resolves when nothing is being recorded any more. From now on nobody is told anything. */
  async stop(): Promise<void> {
    const arenas = [...this.#arenas.values()];
    this.recorder.stop();
    await Promise.race([Promise.all(arenas.map((arena) => arena.handOver())), pause(HAND_OVER_WITHIN_MS)]);
    for (const arena of arenas) arena.abandon();
    await Promise.all(arenas.map((arena) => arena.recorded));
  }
}
