/**
 * A frame in domain words. A dialect decodes frames to events; steps, expectations and checkers know
 * events and never frames, so that another server with other message names can run the same features.
 */
export interface DomainEvent {
  /** What happened, in the system's own words: `standings`, `refused`, `started`. */
  readonly kind: string;
  /** The fields worth a glance in a failure message or on a timeline, as short text. */
  readonly telling?: string;
  /** Set on what nobody expects unless a step asks for it: an error answer, a refusal, a close. */
  readonly trouble?: true;
}

/** What a connection itself does, in the same form as what the server says over it. */
export type ConnectionEvent =
  | { readonly kind: 'opened'; readonly telling?: string }
  /** The server has read everything sent before this mark. */
  | { readonly kind: 'confirmed'; readonly mark: string; readonly telling?: string }
  | {
      readonly kind: 'closed';
      /** WebSocket close code (RFC 6455, section 7.4); 1006 when no close frame came. */
      readonly code: number;
      readonly reason: string;
      readonly by: 'player' | 'server';
      readonly telling: string;
      readonly trouble?: true;
    }
  | { readonly kind: 'failed'; readonly message: string; readonly telling: string; readonly trouble: true };

/** A frame that the dialect has no word for. The contract checker says what is wrong with it. */
export interface UnknownEvent {
  readonly kind: 'unknown';
  readonly telling: string;
}
