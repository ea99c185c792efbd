import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { HOUSE } from './features';

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

describe('Documents', () => {
  for (const document of documents) {
    it(`${document} leads to files and headings that exist`, () => {
      expect([...deadLinks(document), ...missingFiles(document)]).to.deep.equal([]);
    });
  }
});
