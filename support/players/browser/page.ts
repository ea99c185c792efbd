import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { DomainEvent } from '../event';
import { type Expectation, expecting } from '../expectation';
import type { Entry } from '../journal';
import type { Player } from '../player';
import { watchPage } from './watch-page';

/** One element of a page that can be seen: its text (of a field: what is written in it), and whether it can be used. */
export interface Shown {
  readonly text: string;
  readonly isUsable: boolean;
}

/** What a page shows, by the names of its parts. A part of which nothing can be seen is empty. */
export type PageParts<Part extends string = string> = Readonly<Record<Part, readonly Shown[]>>;

/** Where a page is, and what of it is looked at. */
export interface PageDoor<Part extends string = string> {
  /** http or https address. */
  readonly address: string;
  /** The name of the channel in the published contract. */
  readonly channel: string;
  /** The parts of the page, each by a CSS selector of its elements. */
  readonly parts: Readonly<Record<Part, string>>;
}

/** What the journal is told whenever a page has changed. */
export interface PageShows extends DomainEvent {
  readonly kind: 'page shows';
  readonly title: string;
  readonly parts: PageParts;
}

/** What a page reports of itself. */
export interface Report {
  readonly title: string;
  readonly parts: PageParts;
  /** Everything in the page but its own program, with what is written in its fields. */
  readonly whole: string;
}

/** The quality of a picture, of 100: 20 KB for a page full of text. */
const QUALITY = 60;
const WINDOW = { width: 720, height: 640 };

/**
 * A page in a browser, as one player has it open. Each change of it is a line of the player's journal, with everything that has reached
 * it since the last one: what steps wait for, and what is searched for secrets of others.
 */
export class BrowserPage<Part extends string> {
  #arrived: string[] = [];
  #last = 0;
  #shown: PageParts = {};

  private constructor(
    private readonly player: Player,
    private readonly door: PageDoor<Part>,
    private readonly context: BrowserContext,
    private readonly page: Page,
  ) {}

  /** Opens the page in a window of its own, that shares nothing with others; what it shows is in the journal then. */
  static async open<Part extends string>(
    browser: Browser,
    player: Player,
    door: PageDoor<Part>,
  ): Promise<BrowserPage<Part>> {
    const context = await browser.newContext({ viewport: WINDOW, reducedMotion: 'reduce' });
    context.setDefaultTimeout(player.patience.ofOneWait());
    try {
      const page = new BrowserPage(player, door, context, await context.newPage());
      await page.begin();
      return page;
    } catch (cause) {
      await context.close().catch(() => {}); // or it would go on for the scenarios after this one
      throw cause;
    }
  }

  /** Waits until the page shows it; it may show it since the last act. @throws Missed: who waited for what, and what the page showed. */
  sees(expectation: Expectation): Promise<Entry> {
    return this.player.sees(expectation, this.#last);
  }

  /** Writes into a field, in place of what is in it, as a person does who has gone there by the keyboard. */
  async writes(part: Part, text: string): Promise<void> {
    this.acts({ kind: 'writes on the page', telling: text }, text);
    await this.page.locator(this.door.parts[part]).fill(text);
  }

  /** Presses a key while in a field. */
  async presses(part: Part, key: string): Promise<void> {
    this.acts({ kind: 'presses a key', telling: key }, key);
    await this.page.locator(this.door.parts[part]).press(key);
  }

  /** Loads the page once more. */
  async reloads(): Promise<void> {
    this.acts({ kind: 'opens the page once more' }, '');
    await this.page.reload();
  }

  /** The page as it looks now: a JPEG of some 20 KB. */
  picture(): Promise<Buffer> {
    return this.page.screenshot({ type: 'jpeg', quality: QUALITY });
  }

  /** Closes the window. What reached it without being shown is searched, too. */
  async close(): Promise<void> {
    await this.context.close();
    this.note({ kind: 'page closed' }, '');
  }

  private async begin(): Promise<void> {
    const { page, door } = this;
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => this.receives(payload)));
    page.on('pageerror', ({ message }) => this.complains(message));
    page.on('console', (message) => {
      if (message.type() === 'error' && isOfItsOwnDoing(message.text())) this.complains(message.text());
    });
    await page.exposeFunction('tellTheJournal', (report: Report) => this.reports(report));
    await page.addInitScript(watchPage, door.parts as Readonly<Record<string, string>>);
    this.acts({ kind: 'opens the page in a browser' }, `GET ${new URL(door.address).pathname}`);
    const answer = await page.goto(door.address);
    if (answer) this.receives(`${await headOf(answer)}\n${await answer.text()}`);
  }

  /** What the page showed before counts no more: it shows something else soon. */
  private acts(act: DomainEvent, raw: string): void {
    this.#last = this.player.journal.end;
    this.player.acts(act, raw);
  }

  private receives(payload: string | Buffer): void {
    this.#arrived.push(payload.toString());
  }

  private complains(message: string): void {
    this.note({ kind: 'page fails', telling: message, trouble: true }, message);
  }

  private reports({ title, parts, whole }: Report): void {
    const before = this.#shown;
    this.#shown = parts;
    const changed = Object.entries(parts).filter(
      ([part, shown]) => JSON.stringify(shown) !== JSON.stringify(before[part]),
    );
    const telling = changed.map(([part, shown]) => `${part}: ${inBrief(shown)}`).join('; ');
    const event: PageShows = { kind: 'page shows', title, parts, telling };
    this.#last = this.note(event, whole).index;
  }

  private note(event: DomainEvent, raw: string): Entry {
    const arrived = this.#arrived;
    this.#arrived = [];
    return this.player.finds(event, [raw, ...arrived].join('\n'), this.door.channel);
  }
}

/** That a page shows what `verify` finds nothing wrong with. */
export function pageShows<Part extends string>(
  description: string,
  verify: (parts: PageParts<Part>, title: string) => void,
): Expectation {
  return expecting<PageShows>(`the page to show ${description}`, ['page shows'], (event) =>
    verify(event.parts as PageParts<Part>, event.title),
  );
}

/** The newest text of a part, and whether it can be used, for a glance. */
function inBrief(shown: readonly Shown[]): string {
  const newest = shown.at(-1);
  if (!newest) return 'nothing';
  return `"${newest.text}"${newest.isUsable ? '' : ' (not to be used)'}`;
}

/** A browser complains of servers that are gone and of answers that decline, which is for the steps to judge. */
function isOfItsOwnDoing(complaint: string): boolean {
  return !/^Failed to load resource|^WebSocket connection to/.test(complaint);
}

async function headOf(answer: {
  headersArray(): Promise<{ name: string; value: string }[]>;
}): Promise<string> {
  const headers = await answer.headersArray();
  return headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
}
