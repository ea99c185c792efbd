// @ts-check

/**
 * Loads this house's TypeScript: what `ts-node/register` does, but each file is compiled once and not in every process of every run. A run
 * has many processes (workers, and servers that are killed and started again), and loading the compiler takes each of them longer than
 * loading all else.
 *
 * ts-node compiles, by tsconfig.json. What comes of a file is kept in `node_modules/.cache/gauntlet`, and taken from there as long as
 * the file, the settings and the compilers are the same. A file that is not of this house (a dialect of one's own) is compiled each time.
 */
const { createHash, randomUUID } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const HOUSE = path.resolve(__dirname, '../..');
const PACKAGES = `${path.sep}node_modules${path.sep}`;
const SETTINGS = path.join(HOUSE, 'tsconfig.json');
/** What has been compiled, a file for each. */
const KEPT = path.join(HOUSE, 'node_modules/.cache/gauntlet');

/** Compiled files by their paths: where in the TypeScript an error comes from is asked of these. @type {Map<string, string>} */
const compiled = new Map();
/** Made when there is something to compile. @type {import('ts-node').Service | undefined} */
let compiler;

/** @type {Record<string, ((module: any, file: string) => void) | undefined>} */
const extensions = require.extensions;
const loadJavaScript = extensions['.js'];

extensions['.ts'] = (module, file) => {
  if (file.includes(PACKAGES)) return loadJavaScript?.(module, file);
  const text = file.startsWith(HOUSE + path.sep) ? keptOrCompiled(file) : compile(file, read(file));
  compiled.set(file, text);
  return module._compile(text, file);
};

require('@cspotcode/source-map-support').install({
  environment: 'node',
  retrieveFile: (/** @type {string} */ file) => compiled.get(path.normalize(file)) ?? '',
});

/** @param {string} file @returns {string} */
function keptOrCompiled(file) {
  const source = read(file);
  const key = createHash('sha256')
    .update(fingerprint())
    .update(file)
    .update('\0')
    .update(source)
    .digest('hex');
  const place = path.join(KEPT, `${path.relative(HOUSE, file).replaceAll(path.sep, '+')}.js`);
  const kept = readKept(place, key);
  if (kept !== undefined) return kept;
  const text = compile(file, source);
  keep(place, `${mark(key)}${text}`);
  return text;
}

/** What a kept file begins with: whatever it was made from. @param {string} key */
function mark(key) {
  return `//${key}\n`;
}

/** @param {string} place @param {string} key @returns {string | undefined} what is kept there, if that is its key */
function readKept(place, key) {
  try {
    const text = read(place);
    return text.startsWith(mark(key)) ? text.slice(mark(key).length) : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all, as other processes, and threads of this one, do the same. Where nothing can be kept, all is compiled each time. @param {string} place @param {string} text */
function keep(place, text) {
  const unfinished = `${place}.${randomUUID()}`;
  try {
    fs.mkdirSync(KEPT, { recursive: true });
    fs.writeFileSync(unfinished, text);
    fs.renameSync(unfinished, place);
  } catch {
    fs.rm(unfinished, { force: true }, () => {}); // not to be written, and perhaps not to be removed either
  }
}

/** @param {string} file @param {string} source @returns {string} JavaScript with its source map */
function compile(file, source) {
  compiler ??= require('ts-node').create({ cwd: HOUSE, project: SETTINGS });
  return compiler.compile(source, file);
}

/** @type {string | undefined} */
let madeBy;

/** Of settings and compilers: with others, other JavaScript may come of a file. */
function fingerprint() {
  if (madeBy !== undefined) return madeBy;
  const hash = createHash('sha256').update(read(SETTINGS)).update(read(__filename));
  for (const name of ['ts-node', '@swc/core', 'typescript'])
    hash.update(read(require.resolve(`${name}/package.json`)));
  madeBy = hash.digest('hex');
  return madeBy;
}

/** @param {string} file */
function read(file) {
  return fs.readFileSync(file, 'utf8');
}

module.exports = { KEPT };
