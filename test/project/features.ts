import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import type { Background, FeatureChild, GherkinDocument, RuleChild, Scenario } from '@cucumber/messages';
import { IdGenerator, StepKeywordType } from '@cucumber/messages';

export const HOUSE = path.resolve(__dirname, '../..');

/** A scenario, or an outline, as a reader of its file sees it. */
export interface ReadScenario {
  /** `features/race/start.feature:12` */
  readonly place: string;
  readonly name: string;
  /** Its own, and those of its feature, its rule and its examples. */
  readonly tags: readonly string[];
}

/** One feature file. */
export interface ReadFeature {
  /** Relative to the top folder. */
  readonly file: string;
  readonly scenarios: readonly ReadScenario[];
  /** Numbers of lines of each Background. */
  readonly backgrounds: readonly number[];
  /** Everything a reader reads but the cells of Examples tables, each with its place. */
  readonly prose: readonly { readonly place: string; readonly text: string }[];
}

/** The paths of all feature files, relative to the top folder, in order. */
export function featureFiles(): string[] {
  return readdirSync(path.join(HOUSE, 'features'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.feature'))
    .map((file) => path.posix.join('features', ...file.split(path.sep)))
    .sort();
}

/** @throws Error with line and column where the text is no Gherkin. */
export function parseFeature(text: string): GherkinDocument {
  return new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher()).parse(text);
}

/** Every feature of the suite. */
export function readFeatures(): ReadFeature[] {
  return featureFiles().map((file) => readFeature(file, readFileSync(path.join(HOUSE, file), 'utf8')));
}

/** @throws Error where the text is no Gherkin. */
export function readFeature(file: string, text: string): ReadFeature {
  const { feature } = parseFeature(text);
  const scenarios: ReadScenario[] = [];
  const backgrounds: number[] = [];
  const prose: { place: string; text: string }[] = [];
  const at = (line: number) => `${file}:${line}`;
  const names = (tags: readonly { readonly name: string }[]) => tags.map((tag) => tag.name);
  const read = (node: { location: { line: number }; name: string; description: string }) =>
    prose.push({ place: at(node.location.line), text: `${node.name}\n${node.description}` });
  const readSteps = ({ steps }: Scenario | Background) => {
    for (const { location, text: said, dataTable, docString, keywordType } of steps) {
      // What somebody tries is as literal in the rows of a When as in those of Examples.
      const rows = keywordType === StepKeywordType.ACTION ? dataTable?.rows.slice(0, 1) : dataTable?.rows;
      const cells = rows?.flatMap((row) => row.cells.map((cell) => cell.value)) ?? [];
      prose.push({ place: at(location.line), text: [said, ...cells, docString?.content ?? ''].join('\n') });
    }
  };
  const readChildren = (children: readonly (FeatureChild | RuleChild)[], inherited: readonly string[]) => {
    for (const child of children) {
      if ('rule' in child && child.rule) {
        read(child.rule);
        readChildren(child.rule.children, [...inherited, ...names(child.rule.tags)]);
      }
      if (child.background) {
        read(child.background);
        readSteps(child.background);
        backgrounds.push(child.background.steps.length);
      }
      if (child.scenario) {
        const { scenario } = child;
        read(scenario);
        readSteps(scenario);
        const examples = scenario.examples.flatMap((one) => {
          read(one);
          return names(one.tags);
        });
        const tags = [...inherited, ...names(scenario.tags), ...examples];
        scenarios.push({ place: at(scenario.location.line), name: scenario.name, tags });
      }
    }
  };
  if (feature) {
    read(feature);
    readChildren(feature.children, names(feature.tags));
  }
  return { file, scenarios, backgrounds, prose };
}
