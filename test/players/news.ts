import { expect } from 'chai';
import type { DomainEvent } from '../../support/players/event';
import { type Expectation, expecting } from '../../support/players/expectation';

/** What the faulty server says: numbered news, and refusals. */
export interface News extends DomainEvent {
  readonly kind: 'news' | 'refused';
  readonly number: number;
}

export function numbered(...numbers: readonly number[]): News[] {
  return numbers.map((number) => ({ kind: 'news', number, telling: `${number}` }));
}

export const refusal: News = { kind: 'refused', number: 0, telling: 'not now', trouble: true };

/** Frame text to event. */
export function decode(frame: string): DomainEvent {
  return JSON.parse(frame) as News;
}

/** News with that number. */
export function news(number: number): Expectation {
  return expecting<News>(`news ${number}`, ['news'], (event) => {
    expect(event.number, 'the number').to.equal(number);
  });
}

/** Any news that is one of these. */
export function newsAmong(...numbers: readonly number[]): Expectation {
  return expecting<News>(`news ${numbers.join(' or ')}`, ['news'], (event) => {
    expect(event.number, 'the number').to.be.oneOf([...numbers]);
  });
}

export const refused = expecting<News>('a refusal', ['refused']);
