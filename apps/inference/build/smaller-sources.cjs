// @ts-check
/**
 * An esbuild plugin that makes the sources smaller before esbuild bundles them, in three steps:
 *
 * 1. Rewrites change the text of files as they are told to.
 * 2. Methods that nothing in the program names are left out. Bundlers drop unused functions, but keep a class
 *    whole: that a method is not called could only be known from the types. A weaker fact needs none. A method can
 *    be reached only by its name, so if no identifier and no text of the whole program is equal to it, nobody calls
 *    it. What only unused methods named is unused as well, and so on.
 * 3. The other methods' names are shortened where a name is nothing but a method's of the program: no key, no text,
 *    and no name that the language or Node has.
 */
const { readFile } = require('node:fs/promises');

const { build } = require('esbuild');
const ts = require('typescript');

const { foreignNames } = require('./foreign-names.cjs');

/**
 * The text that a file has in the bundle. `path` has slashes on every system.
 *
 * @typedef {(path: string, text: string) => string} Rewrite
 */

/** What the language, JSON and Node call without naming it in the program. */
const CALLED_BY_NAME = new Set(['constructor', 'toString', 'toJSON', 'valueOf', 'then']);

/**
 * @param {readonly Rewrite[]} rewrites in order
 * @returns {import('esbuild').Plugin}
 */
function smallerSources(rewrites) {
  /** @param {string} path */
  const read = async (path) => {
    const text = await readFile(path, 'utf8');
    return rewrites.reduce((now, rewrite) => rewrite(path.replaceAll('\\', '/'), now), text);
  };
  return {
    name: 'smaller-sources',
    async setup(plugin) {
      const options = plugin.initialOptions;
      const program = await bundle({ ...options, plugins: [loading(read)] });
      const unused = unusedMethods(program);
      const short = shortenable(program);
      if (short.length > 0) options.mangleProps = new RegExp(`^(${short.join('|')})$`);
      loading(async (path) => {
        const source = parse(await read(path), path);
        return without(
          source,
          methodsOf(source).filter((method) => unused.has(nameOf(method))),
        );
      }).setup(plugin);
    },
  };
}

/**
 * @param {(path: string) => Promise<string>} read
 * @returns {import('esbuild').Plugin}
 */
function loading(read) {
  return {
    name: 'loading',
    setup(plugin) {
      plugin.onLoad({ filter: /\.(ts|js)$/ }, async ({ path }) => ({
        contents: await read(path),
        loader: path.endsWith('.ts') ? 'ts' : 'js',
      }));
    },
  };
}

/**
 * The whole program in one text, readable.
 *
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(options) {
  const { outputFiles } = await build({
    ...options,
    minify: false,
    minifySyntax: true, // without what only dead branches name
    sourcemap: false,
    metafile: false,
    write: false,
  });
  return parse(outputFiles.map(({ text }) => text).join('\n'), 'program.js');
}

/**
 * The names that are nothing but methods' own.
 *
 * @param {ts.SourceFile} program
 * @returns {ReadonlySet<string>}
 */
function unusedMethods(program) {
  const unused = new Set(methodsOf(program).map(nameOf));
  for (const name of CALLED_BY_NAME) unused.delete(name);
  // From the program outside the candidates inwards: each name that is met brings its methods' bodies in.
  /** @type {Map<string, ts.Node[]>} */
  const bodies = new Map();
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (isMethod(node) && unused.has(nameOf(node))) {
      const name = nameOf(node);
      bodies.set(name, [...(bodies.get(name) ?? []), node]);
      return;
    }
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isStringLiteralLike(node)) {
      if (!unused.delete(node.text)) return;
      const waiting = bodies.get(node.text) ?? [];
      bodies.delete(node.text);
      waiting.forEach(visit);
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(program);
  return unused;
}

/**
 * The methods' names that can be any other: objects from outside the program have no such member, and no object
 * that leaves it does.
 *
 * @param {ts.SourceFile} program
 * @returns {string[]}
 */
function shortenable(program) {
  const names = new Set(
    methodsOf(program)
      .filter(({ name }) => name !== undefined && ts.isIdentifier(name))
      .map(nameOf),
  );
  for (const name of foreignNames()) names.delete(name);
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isStringLiteralLike(node)) names.delete(node.text);
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      names.delete(node.name.getText());
    }
    if (ts.isBindingElement(node)) names.delete((node.propertyName ?? node.name).getText());
    if (ts.isPropertyDeclaration(node)) names.delete(node.name.getText());
    ts.forEachChild(node, visit);
  };
  visit(program);
  return [...names].sort();
}

/**
 * @param {string} text
 * @param {string} path
 */
function parse(text, path) {
  const kind = path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, kind);
}

/** @param {ts.Node} root */
function methodsOf(root) {
  /** @type {ts.ClassElement[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (isMethod(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/**
 * Of a class, with a name that stands there.
 *
 * @param {ts.Node} node
 * @returns {node is ts.MethodDeclaration | ts.AccessorDeclaration}
 */
function isMethod(node) {
  return (
    (ts.isMethodDeclaration(node) || ts.isAccessor(node)) &&
    ts.isClassLike(node.parent) &&
    (ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name))
  );
}

/** @param {ts.ClassElement} method */
function nameOf(method) {
  return /** @type {ts.Identifier | ts.PrivateIdentifier} */ (method.name).text;
}

/**
 * @param {ts.SourceFile} source
 * @param {readonly ts.Node[]} dropped in order
 */
function without({ text }, dropped) {
  let kept = '';
  let at = 0;
  for (const node of dropped) {
    if (node.getStart() < at) continue; // inside one that is gone already
    kept += text.slice(at, node.getStart());
    at = node.end;
  }
  return kept + text.slice(at);
}

module.exports = { smallerSources };
