import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { compile } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import { expect } from 'chai';
import { notVerifiable } from '../../support/reporting/verifiability';
import { compareNeeds, reasonFor } from '../../support/targets/capabilities';
import { featureFiles, HOUSE, parseFeature, readFeatures } from './features';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'features/requirements.md',
  'reports/README.md',
  ...readdirSync(path.join(HOUSE, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** GitHub's name for a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

function anchorsOf(file: string): string[] {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) => anchor(heading));
}

/** Links of a document that lead nowhere within the repository. */
function deadLinks(document: string): string[] {
  const place = path.join(HOUSE, document);
  const links = [...readFileSync(place, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [file = '', heading] = link.split('#');
    const target = file === '' ? place : path.resolve(path.dirname(place), file);
    return !existsSync(target) || (heading !== undefined && !anchorsOf(target).includes(heading));
  });
}

/** Names in backquotes that look like a file of the project, and are none. */
function missingFiles(document: string): string[] {
  const tops =
    /^(support|step-definitions|features|reference-server|contracts|docs|test|bench|\.ci)\/[\w./-]+\.\w+$/;
  const names = [...readFileSync(path.join(HOUSE, document), 'utf8').matchAll(/`([^`\s]+)`/g)];
  return names
    .map(([, name = '']) => name.replace(/:\d+$/, ''))
    .filter((name) => tops.test(name) && !existsSync(path.join(HOUSE, name)));
}

/** What a run says of a live server that offers nothing but play. */
function lastLineOfLive(): string {
  const reasons = featureFiles()
    .flatMap((file) => {
      const document = parseFeature(readFileSync(path.join(HOUSE, file), 'utf8'));
      return compile(document, file, IdGenerator.incrementing());
    })
    .map(({ tags }) => tags.map(({ name }) => name))
    .filter((tags) => !tags.includes('@many') && !tags.includes('@soak'))
    .map((tags) => compareNeeds(tags, new Set(['browser'])).missing)
    .filter((missing) => missing.length > 0)
    .map(reasonFor);
  return notVerifiable('live', reasons);
}

/** What commands of a document choose by `--name` and is in the name of no scenario. */
function chosenInVain(document: string): string[] {
  const chosen = [
    ...readFileSync(path.join(HOUSE, document), 'utf8').matchAll(/--name (?:"([^"]+)"|'([^']+)')/g),
  ];
  const names = readFeatures().flatMap(({ scenarios }) => scenarios.map(({ name }) => name));
  return chosen
    .map(([, one, other]) => one ?? other ?? '')
    .filter((words) => words !== ANY_NAME && !names.some((name) => name.includes(words)));
}

/** Stands in CONTRIBUTING.md for one that is to be put in. */
const ANY_NAME = 'the name of the scenario';

describe('Documents', () => {
  it('docs/live.md counts what a live server cannot show as a run does', () => {
    const [, counted = 'nothing'] =
      /^(Not verifiable on live: .*), \.\.\.\)$/m.exec(
        readFileSync(path.join(HOUSE, 'docs/live.md'), 'utf8'),
      ) ?? [];
    expect(lastLineOfLive().slice(0, counted.length)).to.equal(counted);
  });

  for (const document of documents) {
    it(`${document} chooses scenarios by names that there are`, () => {
      expect(chosenInVain(document)).to.deep.equal([]);
    });

    it(`${document} leads to files and headings that exist`, () => {
      expect([...deadLinks(document), ...missingFiles(document)]).to.deep.equal([]);
    });
  }
});
