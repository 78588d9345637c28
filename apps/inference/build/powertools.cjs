// @ts-check
/**
 * What Powertools has for cases that the service is never in, and what stands in the bundle instead. Each entry
 * says why the case cannot occur; test/powertools.test.ts compares the lines that the shortened code writes with
 * those of the packages as they are. A name that a newer version no longer has fails the build.
 */
const ts = require('typescript');

const PACKAGES = /\/node_modules\/@aws(-lambda-powertools|\/lambda-invoke-store)\//;

/** Files with another text, by the end of their path. @type {Record<string, string>} */
const MODULES = {
  // For functions that handle several events at once (AWS_LAMBDA_MAX_CONCURRENCY), which this one does not.
  'lambda-invoke-store/dist-es/invoke-store.js': 'export {};',
  'commons/lib/esm/InvocationScoped.js': `
    export class InvocationScoped {
      #create;
      #box;
      constructor(_name, { fresh, initial }) { this.#create = fresh ?? (() => initial); }
      get isScoped() { return false; }
      get() { return (this.#box ??= [this.#create()])[0]; }
      set(value) { this.#box = [value]; }
      reset() { this.#box = undefined; }
      getShared() { return this.get(); }
      setShared(value) { this.set(value); }
    }`,
  // The package's start also names it to AWS's SDK, which the service does not use.
  'commons/lib/esm/index.js': `
    export { deepMerge } from './deepMerge.js';
    export * from './typeUtils.js';
    export { Utility } from './Utility.js';`,
  // Nested objects are merged by copying: no two of ours are nested under the same key.
  'commons/lib/esm/deepMerge.js': 'export const deepMerge = Object.assign;',
  // Lambda's clock is UTC, and libs/logging describes errors before the formatter sees them.
  'logger/lib/esm/formatter/LogFormatter.js': `
    export class LogFormatter { formatTimestamp(now) { return now.toISOString(); } }`,
  // Holds lines back until there is an error, if the option logBufferOptions is given.
  'logger/lib/esm/logBuffer.js': 'export class CircularMap {}',
};

/** Methods with another body, by the end of their file's path. @type {Record<string, Record<string, string>>} */
const METHODS = {
  'logger/lib/esm/Logger.js': {
    '#setLogBuffering': '',
    bufferLogItem: '',
    flushBuffer: '',
    shouldBufferLog: '',
    // Sampling of debug lines is no setting of the service.
    setInitialSampleRate: '',
    // Only middleware and decorators log events, and the service has neither.
    setLogEvent: '',
    // The option customConfigService is not given.
    getCustomConfigService: '',
    // The id is given as it is, not as a path into the event.
    setCorrelationId: 'this.appendKeys({ correlation_id: value });',
  },
  'metrics/lib/esm/Metrics.js': {
    // Names of metrics start with words that no dimension has.
    '#checkKeyCollisions': '',
    // Two dimensions at most, of which none is empty: nothing to warn about.
    addDimension: 'this.#dimensionsStore.addDimension(name, value); return this;',
    setDefaultDimensions: 'this.#dimensionsStore.setDefaultDimensions(dimensions); return this;',
    getCustomConfigService: '',
  },
};

/** Objects of which some members are enough, by the end of their file's path. @type {Record<string, Record<string, string[]>>} */
const MEMBERS = {
  // Metrics refuses units that are not among these.
  'metrics/lib/esm/constants.js': { MetricUnit: ['Count', 'Milliseconds'] },
};

/** @type {import('./smaller-sources.cjs').Rewrite} */
function powertools(path, text) {
  if (!PACKAGES.test(path)) return text;
  const module = entryOf(MODULES, path);
  if (module !== undefined) return module;
  const bodies = entryOf(METHODS, path) ?? {};
  const members = entryOf(MEMBERS, path) ?? {};
  const missing = new Set([...Object.keys(bodies), ...Object.keys(members)]);
  /** @type {[number, number, string][]} */
  const edits = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const name =
      'name' in node ? /** @type {ts.NamedDeclaration} */ (node).name?.getText() : undefined;
    if (
      name !== undefined &&
      ts.isMethodDeclaration(node) &&
      node.body &&
      bodies[name] !== undefined
    ) {
      missing.delete(name);
      edits.push([node.body.getStart(), node.body.end, `{ ${bodies[name]} }`]);
    }
    if (name !== undefined && ts.isVariableDeclaration(node) && members[name] !== undefined) {
      missing.delete(name);
      const kept = /** @type {string[]} */ (members[name]);
      ts.forEachChild(node, (child) => {
        if (!ts.isObjectLiteralExpression(child)) return;
        const properties = child.properties.filter((each) =>
          kept.includes(each.name?.getText() ?? ''),
        );
        edits.push([
          child.getStart(),
          child.end,
          `{ ${properties.map((each) => each.getText()).join()} }`,
        ]);
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS));
  if (missing.size > 0) throw new Error(`Powertools has no ${[...missing].join(', ')} any more.`);
  return edits.reduceRight(
    (rest, [from, to, now]) => rest.slice(0, from) + now + rest.slice(to),
    text,
  );
}

/**
 * @template T
 * @param {Record<string, T>} table
 * @param {string} path
 * @returns {T | undefined}
 */
function entryOf(table, path) {
  const key = Object.keys(table).find((end) => path.endsWith(`/${end}`));
  return key === undefined ? undefined : table[key];
}

module.exports = { powertools };
