import type { Report, Shown } from './page';

declare global {
  interface Window {
    /** What the suite gives to a page, to report to. */
    tellTheJournal?(report: Report): Promise<void>;
  }
}

/**
 * Runs in the page, before anything of its own, and knows nothing outside itself: reports what the page shows now and after each change
 * of it. `selectors` are the parts to report, by their names.
 */
export function watchPage(selectors: Readonly<Record<string, string>>): void {
  let reported = '';

  const shownAs = (element: Element): Shown => {
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    const text = isField ? element.value : (element.textContent ?? '').trim();
    return { text, isUsable: !element.matches(':disabled') };
  };

  const partOf = (selector: string): Shown[] =>
    [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map(shownAs);

  const report = (): void => {
    if (!document.body) return;
    const parts = Object.fromEntries(
      Object.entries(selectors).map(([name, selector]) => [name, partOf(selector)]),
    );
    const copy = document.documentElement.cloneNode(true) as Element;
    for (const program of copy.querySelectorAll('script, style')) program.remove();
    const written = [...document.querySelectorAll('input, textarea')].map(
      (field) => (field as HTMLInputElement).value,
    );
    const whole = [copy.outerHTML, ...written].join('\n');
    const now = JSON.stringify([parts, whole]);
    if (now === reported) return;
    reported = now;
    void window.tellTheJournal?.({ title: document.title, parts, whole });
  };

  new MutationObserver(report).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  document.addEventListener('input', report);
  document.addEventListener('DOMContentLoaded', report);
}
