import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { browserPath, openBrowser } from '../../reporting/browser';
import { AParty } from '../nodes/a-party';
import { OwnNodes } from '../nodes/own-nodes';
import type { ServerNode } from '../nodes/server-nodes';

const chromium = browserPath();
const MARKUP = '<img src=x onerror="document.title=1"><b>bold</b>';

describe("a player's page", { concurrency: 1 }, () => {
  const nodes = OwnNodes.forSuite({ count: 1 });
  let node: ServerNode;
  let party: AParty;

  before(async () => {
    node = nodes.one;
    party = await AParty.start(node);
  });

  it('is for who has a token, and for nobody else to keep, frame, or learn the address of', async () => {
    for (const [token, status] of [
      [party.token('thorin'), 200],
      [party.token('OBSERVER'), 200],
      ['nonsense', 401],
    ] as const) {
      const answer = await fetch(`${node.url}/play?token=${token}`);
      const [html, policy] = [await answer.text(), answer.headers.get('content-security-policy') ?? ''];
      const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1] ?? 'none';
      expect(answer.status).to.equal(status);
      expect(answer.headers.get('content-type')).to.equal('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).to.equal('no-store');
      expect(answer.headers.get('referrer-policy')).to.equal('no-referrer');
      expect(policy)
        .to.match(/^default-src 'none'; .*frame-ancestors 'none'$/)
        .and.not.include('unsafe');
      for (const [, attributes] of html.matchAll(/<(?:script|style)([^>]*)>/g))
        expect(attributes).to.equal(` nonce="${nonce}"`);
      expect(html).not.to.match(/innerHTML|\son\w+=|https?:/);
      expect(html.includes('<form')).to.equal(token === party.token('thorin'));
    }
    const [one, two] = await Promise.all(
      [1, 2].map(async () =>
        (await fetch(`${node.url}/play?token=${party.token('vex')}`)).headers.get('content-security-policy'),
      ),
    );
    expect(one).not.to.equal(two);
  });

  describe('in a browser', {
    skip: chromium === undefined ? 'no Chromium here (CHROMIUM_PATH)' : false,
  }, () => {
    let browser: Browser;
    let page: Page;
    const complaints: string[] = [];
    /** What the page said to be let in, each time. */
    const introductions: { last_seen: string }[] = [];

    before(async () => {
      browser = await openBrowser(chromium ?? '');
      page = await browser.newPage();
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('websocket', (socket) =>
        socket.on('framesent', ({ payload }) => {
          const frame = JSON.parse(payload.toString()) as { type: string; last_seen: string };
          if (frame.type === 'auth') introductions.push(frame);
        }),
      );
      await page.goto(`${node.url}/play?token=${party.token('thorin')}`);
    });

    after(async () => {
      await browser.close();
    });

    const log = (text: string) => page.getByRole('log').getByText(text, { exact: true }).waitFor();
    const note = (text: string) => page.getByRole('status').getByText(text, { exact: true }).waitFor();

    it('acts and shows what comes of it, as text', async () => {
      await log('Thorin has joined.');
      await page.getByText('Hit points: 28 of 28').waitFor();
      await page.getByLabel('What do you do?').fill('I open the door');
      await page.getByRole('button').click();
      await note('Your action waits for the host.');
      expect(await page.getByLabel('What do you do?').inputValue()).to.equal('');
      await party.answer(node, MARKUP, { private_messages: { thorin: 'For you alone.' } });
      await log(MARKUP);
      await log('For you alone.');
      expect(await page.title()).to.equal('Thorin');
      await party.ask(node, 'update_character', { player: 'thorin', hit_points: 9 });
      await page.getByText('Hit points: 9 of 28').waitFor();
    });

    it('shows the initiative, and takes nothing out of turn', async () => {
      const input = page.getByLabel('What do you do?');
      await party.ask(node, 'start_combat', { mode: 'turn_based' });
      await page.getByText('Vex (20), healthy').waitFor();
      expect(await input.isDisabled()).to.equal(true);
      await party.ask(node, 'next_turn');
      await party.ask(node, 'next_turn');
      await page.locator('[aria-current]', { hasText: 'Thorin (12), wounded' }).waitFor();
      expect(await input.isDisabled()).to.equal(false);
      await party.ask(node, 'end_combat');
      await page.getByText('Vex (20), healthy').waitFor({ state: 'hidden' });
    });

    it('runs nothing but its own program', async () => {
      const refused = page.waitForEvent('console', (message) =>
        message.text().includes('Content Security Policy'),
      );
      await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'document.title = "taken over"';
        document.body.append(script);
      });
      await refused;
      expect(await page.title()).to.equal('Thorin');
    });

    it('is used by the keyboard alone, and keeps the keyboard while nothing can be declared', async () => {
      const input = page.getByLabel('What do you do?');
      const focused = () => page.evaluate(() => document.activeElement?.id);
      await page.reload();
      await page.getByText('Hit points: 9 of 28').waitFor();
      await page.keyboard.press('Tab'); // the log, which is scrolled by the keyboard
      expect(await focused()).to.equal('log');
      await page.keyboard.press('Tab');
      expect(await focused()).to.equal('text');
      await page.keyboard.type('I wait');
      await page.keyboard.press('Enter');
      await note('Your action waits for the host.');
      await party.ask(node, 'start_combat', { mode: 'turn_based' });
      await page.waitForFunction(() => document.querySelector('input')?.disabled);
      await party.ask(node, 'end_combat');
      await page.waitForFunction(() => !document.querySelector('input')?.disabled);
      expect(await focused()).to.equal('text');
      await page.keyboard.press('Tab');
      expect(await focused()).to.equal('send');
      expect(await input.inputValue()).to.equal('');
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      it(`can be read in the ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme });
        const ratios = await page.evaluate(contrasts);
        await page.emulateMedia({ colorScheme: 'light' });
        const [paper = 0, ...texts] = ratios;
        expect(paper < 0.5, 'whether the paper is dark').to.equal(colorScheme === 'dark');
        expect(texts).to.have.length.above(3);
        expect(Math.min(...texts), 'the least contrast of a text (WCAG 2.2, 1.4.3)').to.be.at.least(4.5);
      });
    }

    it('says why something was not taken, and keeps it', async () => {
      const input = page.getByLabel('What do you do?');
      const text = 'x'.repeat(4_001);
      await input.evaluate((field) => field.removeAttribute('maxlength'));
      await input.fill(text);
      await page.getByRole('button').click();
      await note('An action must not be longer than 4000 characters');
      expect(await input.inputValue()).to.equal(text);
    });

    it('comes back by itself, with all that was told meanwhile, once', async () => {
      const { port } = new URL(node.url);
      const joined = page.getByRole('log').getByText('Thorin has joined.');
      const before = await joined.count();
      await node.signal('SIGKILL');
      await note('The connection was lost. Trying again...');
      expect(await page.getByLabel('What do you do?').isDisabled()).to.equal(true);
      node = await nodes.revive(node, { PORT: port });
      await log('Thorin has left.');
      await joined.nth(before).waitFor();
      expect(await page.getByRole('log').getByText(MARKUP, { exact: true }).count()).to.equal(1);
      const [atFirst, onReturn] = [introductions[0], introductions.at(-1)];
      expect(atFirst?.last_seen).to.equal('1970-01-01T00:00:00.000Z');
      expect(Date.parse(onReturn?.last_seen ?? '')).to.be.above(Date.parse('2020-01-01'));
      await page.reload();
      await joined.nth(before + 1).waitFor();
      await log(MARKUP);
    });

    it('says that its link is dead, and does not come back', async () => {
      await party.ask(node, 'party_kick_player', { player: 'thorin' });
      await note('The host has removed you.');
      expect(await page.getByLabel('What do you do?').isDisabled()).to.equal(true);
      await page.reload();
      await page.getByText('This link is not valid').waitFor();
      expect(complaints).to.deep.equal([]);
    });
  });
});

/** Runs in the page: how light its paper is (0 to 1), and the contrast of each kind of text that it shows with that. */
function contrasts(): number[] {
  const lightness = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const paper = lightness(getComputedStyle(document.body).backgroundColor);
  const kinds = ['h1', 'label', '#health', '#note', '#log .system', '#log .narrative'];
  const texts = kinds.flatMap((kind) => document.querySelector(kind) ?? []);
  return [
    paper,
    ...texts.map((element) => {
      const ink = lightness(getComputedStyle(element).color);
      return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    }),
  ];
}
