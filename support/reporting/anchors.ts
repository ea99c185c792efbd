import type { Scenario } from './overview/run';

/** The part of an address that leads to a scenario in cucumber's page. */
export function anchorOf({ uri, written }: Pick<Scenario, 'uri' | 'written'>): string {
  return `#${encodeURIComponent(uri)}&${encodeURIComponent(written)}`;
}

/**
 * Cucumber's page has no anchors, and draws a feature only when it is unfolded. This unfolds the one that the address names, and goes to
 * its scenario once it is there.
 */
export const ANCHORS = `<script>
(() => {
  let wanted;
  const look = () => {
    const [uri, name] = wanted ?? [];
    const feature = name && [...document.querySelectorAll('button[aria-controls]')].find((one) => one.textContent.trim() === uri);
    if (!feature) return;
    if (feature.getAttribute('aria-expanded') === 'false') return feature.click();
    const headings = document.getElementById(feature.getAttribute('aria-controls'))?.querySelectorAll('h1, h2, h3');
    const heading = [...headings ?? []].find((one) => one.textContent.trim().endsWith(': ' + name));
    if (!heading) return;
    wanted = undefined;
    heading.tabIndex = -1;
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  };
  const read = () => {
    try { wanted = location.hash.slice(1).split('&').map(decodeURIComponent); } catch { wanted = undefined; }
    look();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributeFilter: ['aria-expanded'] });
  addEventListener('hashchange', read);
  read();
})();
</script>
`;
