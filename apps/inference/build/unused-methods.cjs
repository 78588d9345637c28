// @ts-check
/**
 * An esbuild plugin that leaves out the methods of packages' classes that nothing in the bundle ever names.
 *
 * Bundlers drop unused functions, but keep a class whole: that a method is not called could only be known from
 * the types. A weaker fact needs no types. A method can be reached only by its name, so if no identifier and no
 * text of the whole program is equal to it, nobody calls it; computed names and names that the language or the
 * console call by themselves are left alone. What only unused methods named is unused as well, and so on.
 */
const { readFile } = require('node:fs/promises');

const { build } = require('esbuild');
const ts = require('typescript');

/** What the language, JSON and Node call without naming it in the program. */
const CALLED_BY_NAME = new Set(['constructor', 'toString', 'toJSON', 'valueOf', 'then']);

/**
 * @param {RegExp} packages the files whose classes are shortened
 * @param {(path: string, text: string) => string} rewrite what is to be done with such a file before
 * @returns {import('esbuild').Plugin}
 */
function unusedMethods(packages, rewrite) {
  return {
    name: 'unused-methods',
    setup(plugin) {
      /** @type {Promise<ReadonlySet<string>>} */
      let unused;
      plugin.onStart(() => {
        unused = findUnused(plugin.initialOptions, packages, rewrite);
      });
      plugin.onLoad({ filter: packages }, async ({ path }) => {
        const source = parse(rewrite(path, await readFile(path, 'utf8')));
        const names = await unused;
        const dropped = methodsOf(source).filter((method) => names.has(nameOf(method)));
        return { contents: without(source, dropped), loader: 'js' };
      });
    },
  };
}

/**
 * The names that are nothing but methods' own.
 *
 * @param {import('esbuild').BuildOptions} options
 * @param {RegExp} packages
 * @param {(path: string, text: string) => string} rewrite
 * @returns {Promise<ReadonlySet<string>>}
 */
async function findUnused(options, packages, rewrite) {
  const { outputFiles } = await build({
    ...options,
    plugins: [
      {
        name: 'rewrite',
        setup(plugin) {
          plugin.onLoad({ filter: packages }, async ({ path }) => ({
            contents: rewrite(path, await readFile(path, 'utf8')),
            loader: 'js',
          }));
        },
      },
    ],
    minify: false,
    sourcemap: false,
    metafile: false,
    write: false,
  });
  const sources = outputFiles.map(({ text }) => parse(text));
  const unused = new Set(sources.flatMap(methodsOf).map(nameOf));
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
  sources.forEach(visit);
  return unused;
}

/** @param {string} text */
function parse(text) {
  return ts.createSourceFile('bundle.js', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
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

module.exports = { unusedMethods };
