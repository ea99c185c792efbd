/** A request that is turned down: becomes the HTTP status and `{"detail": "..."}`. The text is for the caller to read. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 422 | 429,
    readonly detail: string,
  ) {
    super(detail);
  }
}
