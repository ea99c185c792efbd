import standard from '@cucumber/cucumber/lib/formatter/builtin/html';
import { ANCHORS } from './anchors';
import { FAILURE_TIMELINE } from './attachment';
import { folding } from './folding';
import { NOTE } from './overview/note';
import { besideItsStep, type Context } from './placement';
import { SABOTEUR_MEDIA } from './sabotage/catches';
import { tellingAll } from './untold';

/**
 * Cucumber's page shows every image folded away. This opens the timelines of failures, once each, as the page draws
 * them (a reader who folds one away again is not overruled), and keeps pictures readable on a phone by scrolling them.
 */
const ADDITION = `<style>
details:has(> img[alt=""]) { overflow-x: auto }
details > img[alt=""] { min-width: 900px }
</style>
<script>
(() => {
  const seen = new WeakSet();
  const openTimelines = () => {
    for (const details of document.querySelectorAll('details')) {
      if (seen.has(details)) continue;
      seen.add(details);
      if (details.querySelector('summary')?.textContent === ${JSON.stringify(FAILURE_TIMELINE)}) details.open = true;
    }
  };
  new MutationObserver(openTimelines).observe(document.body, { childList: true, subtree: true });
  openTimelines();
})();
</script>
${ANCHORS}`;

/** What scenarios note for other reports. */
const UNSEEN: ReadonlySet<string> = new Set([NOTE, SABOTEUR_MEDIA]);

const END = /<\/body>\s*<\/html>\s*$/;

/**
 * Cucumber's own HTML report, with timelines beside the steps they explain, open for failures, and what is for developers folded away. The page is the standard
 * formatter's; only a short style and script are put before its end, because it takes neither as an option.
 */
const page = {
  type: 'formatter',
  optionsKey: standard.optionsKey,
  formatter(context: Context) {
    const placed = besideItsStep();
    const told = tellingAll();
    let added = false;
    const write = (chunk: string | Uint8Array) => {
      const text = chunk.toString();
      const ends = END.test(text);
      added ||= ends;
      context.write(ends ? text.replace(END, (end) => ADDITION + end) : chunk);
    };
    const finish = standard.formatter({
      ...context,
      write,
      on: (key, handle) =>
        context.on(key, (message) => {
          if (message.attachment && UNSEEN.has(message.attachment.mediaType)) return;
          for (const part of folding(placed(told(message)))) handle(part);
        }),
    });
    return async () => {
      await (await finish)?.();
      // A page of another shape still gets it; browsers read what comes after the end as if before.
      if (!added) context.write(ADDITION);
    };
  },
} as const;

export default page;
