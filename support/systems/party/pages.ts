import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { BrowserPage, pageShows, type Shown } from '../../players/browser/page';
import { unmarked } from '../../players/canary';
import type { Expectation } from '../../players/expectation';
import type { PagePart, PartyDialect } from './dialect';
import type { Member } from './member';
import type { Party } from './party';

/** A picture of a page, for the report. */
export interface Picture {
  readonly name: string;
  readonly jpeg: Buffer;
}

/** The pages that people of a party have open in a browser. */
export class Pages {
  readonly #open = new Map<string, BrowserPage<PagePart>>();

  /** @param browser asked for when the first page is opened. */
  constructor(
    private readonly party: Party,
    private readonly browser: () => Browser,
  ) {}

  /** Somebody opens the own page, whatever it shows. */
  async open({ name, player, token }: Member): Promise<void> {
    await this.#open.get(name)?.close();
    const page = await BrowserPage.open(
      this.browser(),
      player,
      this.party.dialect.pageDoor(token, player.node),
    );
    this.#open.set(name, page);
  }

  /** Somebody has opened the own page, and is at the table by it: everybody else has learnt so. */
  async comeByPage(name: string): Promise<void> {
    await this.open(this.party.member(name));
    await this.of(name).sees(showing(`${name} has joined.`));
    await this.party.settles();
  }

  /** Somebody writes an action into the field, and sends it by the keyboard. */
  async declare(name: string, text: string): Promise<void> {
    await this.of(name).writes('field', text);
    await this.of(name).presses('field', 'Enter');
  }

  /** @throws Error naming those who have one. */
  of(name: string): BrowserPage<PagePart> {
    const page = this.#open.get(name);
    if (page) return page;
    throw new Error(
      `${name} has no page open. There are those of: ${[...this.#open.keys()].join(', ') || 'nobody'}.`,
    );
  }

  /** How all pages look now. */
  async pictures(): Promise<readonly Picture[]> {
    return Promise.all(
      [...this.#open].map(async ([name, page]) => ({ name: `${name}'s page`, jpeg: await page.picture() })),
    );
  }

  /** Closes them all. */
  async close(): Promise<void> {
    const pages = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(pages.map((page) => page.close()));
  }
}

/** That the log of a page has these texts, each once, and in this order. */
export function showing(...texts: readonly string[]): Expectation {
  return pageShows<PagePart>(
    `${texts.map((text) => `"${text}"`).join(', then ')} in its log, once`,
    ({ log }) => {
      const told = log.map(({ text }) => unmarked(text)).filter((text) => texts.includes(text));
      expect(told, 'what its log has of that').to.deep.equal(texts);
    },
  );
}

/** That a page shows a fight in this order. */
export function orderShown(names: readonly string[]): Expectation {
  return pageShows<PagePart>(`a fight in the order ${names.join(', ')}`, ({ order }) => {
    expect(order.length, 'how many are in the order').to.equal(names.length);
    names.forEach((name, place) => {
      expect(order[place]?.text, `place ${place + 1} of the order`).to.match(new RegExp(`^${name}\\b`));
    });
  });
}

/** That a page shows no fight. */
export const noFightShown = pageShows<PagePart>('no fight', ({ order }) => {
  expect(order, 'those in the order').to.deep.equal([]);
});

/** That an action can be declared on a page, or that none can. */
export function actionPossible(isPossible: boolean): Expectation {
  const what = isPossible ? 'a field for an action' : 'that nothing can be declared';
  return pageShows<PagePart>(what, ({ field, button }) => {
    expect(
      [...field, ...button].some(({ isUsable }) => isUsable),
      'whether it can be used',
    ).to.equal(isPossible);
  });
}

/** That there is nothing on a page to act with, not even something that cannot be used now. */
export const nothingToActWith = pageShows<PagePart>('nothing to act with', ({ field, button }) => {
  expect([...field, ...button], 'what there is to act with').to.deep.equal([]);
});

/** That an action has left the field, and the page says that it waits. */
export function actionTaken({ pageWords }: PartyDialect): Expectation {
  return pageShows<PagePart>('that the action waits', ({ field, word }) => {
    expect(wordsOf(word), 'what the page says').to.equal(pageWords['the action waits']);
    expect(wordsOf(field), 'what is in the field').to.equal('');
  });
}

/** That a page says that its reader was removed, and can do nothing any more. */
export function overForRemoved({ pageWords }: PartyDialect): Expectation {
  return pageShows<PagePart>('that its reader was removed', ({ word, field, button }) => {
    expect(wordsOf(word), 'what the page says').to.equal(pageWords['the host has removed the reader']);
    const usable = [...field, ...button].filter(({ isUsable }) => isUsable);
    expect(usable, 'what can still be used').to.deep.equal([]);
  });
}

/** That a page says that its address is not valid, and has nothing of a table. */
export function noTable({ pageWords }: PartyDialect): Expectation {
  return pageShows<PagePart>('that the address is not valid, and no table', (parts) => {
    expect(wordsOf(parts.word), 'what the page says').to.equal(pageWords['the address is not valid']);
    const table = [...parts.log, ...parts.order, ...parts.field, ...parts.button];
    expect(table, 'what there is of a table').to.deep.equal([]);
  });
}

function wordsOf(part: readonly Shown[]): string {
  return part.map(({ text }) => text).join(' ');
}
