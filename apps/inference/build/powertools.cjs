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
  // Nested objects are merged by copying; no two of ours are under the same key. A feature called __proto__ stays.
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
    // Log buffering needs the option logBufferOptions.
    '#setLogBuffering': '',
    // Sampling of debug lines is no setting of the service.
    setInitialSampleRate: '',
    // Only middleware and decorators log events, and the service has neither.
    setLogEvent: '',
    // The option customConfigService is not given.
    getCustomConfigService: '',
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

/** Statements that are left out, by how they begin. @type {Record<string, string[]>} */
const STATEMENTS = {
  'logger/lib/esm/Logger.js': [
    // The deprecated option is not given.
    'if (persistentLogAttributes',
    // Log buffering again.
    'if (this.#bufferConfig.enabled &&',
    'if (traceId !== undefined',
    // The correlation id is given as it is, not as a path into the event.
    "if (typeof correlationIdPath === 'string')",
  ],
  // The option logRecordOrder is not given.
  'logger/lib/esm/formatter/PowertoolsLogFormatter.js': [
    'const orderedAttributes',
    'for (const key of this.#logRecordOrder)',
    'for (const key in baseAttributes)',
    'for (const key in additionalLogAttributes)',
    'const powertoolsLogItem',
    'return powertoolsLogItem',
  ],
  'metrics/lib/esm/Metrics.js': [
    // What is measured is numbers, under names and in units that libs/logging and telemetry.ts write.
    'if (!isString(name))',
    'if (name.length <',
    'if (!isNumber(value))',
    'if (!Object.values(MetricResolutions)',
    // Nothing is published while there is nothing to publish.
    'if (!this.shouldThrowOnEmptyMetrics',
    'if (metricDefinitions.length === 0',
  ],
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
  const statements = entryOf(STATEMENTS, path) ?? [];
  const members = entryOf(MEMBERS, path) ?? {};
  const missing = new Set([...Object.keys(bodies), ...statements, ...Object.keys(members)]);
  /** @type {[ts.Node, string][]} */
  const edits = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    const edit =
      (ts.isMethodDeclaration(node) && newBody(node, bodies)) ||
      (ts.isStatement(node) && leftOut(node, statements)) ||
      (ts.isVariableDeclaration(node) && fewerMembers(node, members));
    if (!edit) {
      ts.forEachChild(node, visit);
      return;
    }
    missing.delete(edit.entry);
    edits.push([edit.node, edit.text]);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS));
  if (missing.size > 0) throw new Error(`Powertools has no ${[...missing].join(', ')} any more.`);
  return edits.reduceRight(
    (rest, [node, now]) => rest.slice(0, node.getStart()) + now + rest.slice(node.end),
    text,
  );
}

/**
 * @param {ts.MethodDeclaration} method
 * @param {Record<string, string>} bodies
 */
function newBody({ name, body }, bodies) {
  const entry = name.getText();
  const text = bodies[entry];
  return text !== undefined && body !== undefined && { entry, node: body, text: `{ ${text} }` };
}

/**
 * @param {ts.Statement} node
 * @param {readonly string[]} statements
 */
function leftOut(node, statements) {
  const entry = statements.find((start) => node.getText().startsWith(start));
  return entry !== undefined && { entry, node, text: ';' };
}

/**
 * @param {ts.VariableDeclaration} declaration
 * @param {Record<string, string[]>} members
 */
function fewerMembers({ name, initializer }, members) {
  const entry = name.getText();
  const kept = members[entry];
  if (kept === undefined || initializer === undefined || !ts.isObjectLiteralExpression(initializer))
    return false;
  const properties = initializer.properties.filter((each) =>
    kept.includes(each.name?.getText() ?? ''),
  );
  return {
    entry,
    node: initializer,
    text: `{ ${properties.map((each) => each.getText()).join()} }`,
  };
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
