import type { Browser } from 'playwright-core';
import { findChromium, launchChromium } from '../../support/players/browser/chromium';

/** Where a Chromium is on this machine (the one that CHROMIUM_PATH names, if it does), or undefined. */
export function browserPath(): string | undefined {
  return findChromium();
}

/** Starts the browser at `executablePath`, headless. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return launchChromium(executablePath);
}
