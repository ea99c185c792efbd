/**
 * Lets the engine say where in a step's text the groups of its expression stand. Cucumber asks a package for engines that cannot: it takes every
 * expression apart and puts it together again, which is a fifth of what a run costs before its first scenario. All that the suite
 * runs on can (`hasIndices`, ES2022). Should cucumber come to do it in another way, it is left to it.
 */
const { CucumberExpression, ParameterTypeRegistry } = require(
  require.resolve('@cucumber/cucumber-expressions', { paths: [require.resolve('@cucumber/cucumber')] }),
);

const { treeRegexp } = new CucumberExpression('', new ParameterTypeRegistry());
const isKnown = treeRegexp?.regexp instanceof RegExp && typeof treeRegexp.groupBuilder?.build === 'function';
const telling = new WeakMap();

/** As `TreeRegexp.match`: the groups of the text, from the whole inwards, or null. */
function match(text) {
  if (!this.regexp.test(text)) return null;
  if (!telling.has(this)) telling.set(this, new RegExp(this.regexp, `${this.regexp.flags}d`));
  const found = telling.get(this).exec(text);
  let index = 0;
  return this.groupBuilder.build(found, () => index++);
}

module.exports = { original: isKnown ? treeRegexp.match : undefined };
if (isKnown) Object.getPrototypeOf(treeRegexp).match = match;
