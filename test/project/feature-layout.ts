import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pretty } from '@cucumber/gherkin-utils';
import { featureFiles, HOUSE, parseFeature } from './features';

/** Lines that stay together, and whether a blank line comes before. */
interface Block {
  readonly lines: readonly string[];
  readonly afterBlank: boolean;
}

/**
 * A feature in the layout of cucumber's own formatter (indentation, tables, tags), except that blank lines and line breaks
 * between tags stay as the writer set them: the formatter would close up the paragraphs of a long scenario.
 * @throws Error where the text is no Gherkin, or holds comments: the formatter moves them to the end.
 */
export function laidOut(text: string): string {
  const written = blocksOf(text);
  const formatted = blocksOf(pretty(parseFeature(text)));
  if (written.length !== formatted.length)
    throw new Error('The formatter would add or lose lines (comments?).');
  const lines = formatted.flatMap((block, index) => {
    const own = written[index] ?? block;
    const indent = /^ */.exec(block.lines[0] ?? '')?.[0] ?? '';
    const laid = isTags(block) ? own.lines.map((line) => indent + line.trim()) : block.lines;
    const blank = index > 0 && (block.afterBlank || own.afterBlank);
    return blank ? ['', ...laid] : laid;
  });
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function blocksOf(text: string): Block[] {
  const blocks: { lines: string[]; afterBlank: boolean }[] = [];
  let afterBlank = false;
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      afterBlank = true;
      continue;
    }
    const last = blocks.at(-1);
    if (last && !afterBlank && isTags(last) && isTags({ lines: [line] })) last.lines.push(line);
    else blocks.push({ lines: [line], afterBlank });
    afterBlank = false;
  }
  return blocks;
}

function isTags({ lines }: Pick<Block, 'lines'>): boolean {
  return lines[0]?.trimStart().startsWith('@') ?? false;
}

/** `feature-layout.ts [--write]`: names features that are laid out otherwise, or lays them out. */
function main(write: boolean): number {
  const others = featureFiles().filter((file) => {
    const place = path.join(HOUSE, file);
    const text = readFileSync(place, 'utf8');
    const better = laidOut(text);
    if (write && better !== text) writeFileSync(place, better);
    return better !== text;
  });
  for (const file of others)
    console.log(write ? `Laid out ${file}` : `${file} is not laid out; npm run format`);
  return write || others.length === 0 ? 0 : 1;
}

if (require.main === module) process.exitCode = main(process.argv.includes('--write'));
