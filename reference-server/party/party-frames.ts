/** Frames that are for one connection and stand in no log. Those of the log are in `party-views.ts`. */

export const connected = (memberId: string, latest: Date): object => ({
  type: 'connected',
  player_id: memberId,
  timestamp: latest.toISOString(),
});

export const authError = (message: string): object => ({ type: 'auth_error', message });

export const replayEnd = (count: number): object => ({ type: 'replay_end', count });

/** An action that was not taken has no id. */
export const rejected = (error: string): object => ({ type: 'action_status', status: 'rejected', error });

/** To the sender of a frame that was wrong. The text is for people, and never internal. */
export const errorFrame = (message: string): object => ({ type: 'error', message });

export const PING: object = { type: 'ping' };
