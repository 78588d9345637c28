// @ts-check
/**
 * What Powertools has for cases that the service is never in, and what stands in the bundle instead. Each entry
 * says why the case cannot occur; test/powertools.test.ts compares the lines of the shortened code with those of
 * the packages as they are. A name that a newer version no longer has fails the build.
 */
const ts = require('typescript');

/** Files whose text is another in the bundle, by the end of their path. @type {Record<string, string>} */
const MODULES = {
  // For functions that handle several events at once (AWS_LAMBDA_MAX_CONCURRENCY): Lambda's runtime has its own.
  'lambda-invoke-store/dist-es/invoke-store.js': 'export {};',
  // Keys are merged one level deep: no two of ours have objects in common.
  'commons/lib/esm/deepMerge.js':
    'export const deepMerge = (target, ...sources) => Object.assign(target, ...sources);',
  // Holds lines back until an error, if option logBufferOptions is given.
  'logger/lib/esm/logBuffer.js': 'export class CircularMap {}',
};

/** Methods with another body in the bundle, by the end of their file's path. @type {Record<string, Record<string, string>>} */
const METHODS = {
  'logger/lib/esm/Logger.js': {
    '#setLogBuffering': '',
    bufferLogItem: '',
    flushBuffer: '',
    shouldBufferLog: '',
    // Sampling: neither the option sampleRateValue nor POWERTOOLS_LOGGER_SAMPLE_RATE is a setting of the service.
    setInitialSampleRate: '',
    // Only middleware and decorators log events, and the service has neither.
    setLogEvent: '',
    // Option customConfigService is not given.
    getCustomConfigService: '',
  },
  'logger/lib/esm/formatter/LogFormatter.js': {
    // Our own replacer describes errors before the formatter sees them.
    formatError: '',
    // Lambda's clock is UTC.
    formatTimestamp: 'return now.toISOString();',
    '#generateISOTimestampWithOffset': '',
  },
  'metrics/lib/esm/Metrics.js': {
    // Names of metrics start with our words, of which none is a dimension.
    '#checkKeyCollisions': '',
    getCustomConfigService: '',
  },
};

/**
 * @param {string} path of one of the packages' files
 * @param {string} text
 * @returns {string}
 */
function shortenPowertools(path, text) {
  const end = (/** @type {string} */ name) => path.replaceAll('\\', '/').endsWith(`/${name}`);
  const module = Object.keys(MODULES).find(end);
  if (module !== undefined) return /** @type {string} */ (MODULES[module]);
  const file = Object.keys(METHODS).find(end);
  return file === undefined ? text : withBodies(text, METHODS[file] ?? {});
}

/**
 * @param {string} text
 * @param {Record<string, string>} bodies by the method's name
 */
function withBodies(text, bodies) {
  const source = ts.createSourceFile('file.js', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const missing = new Set(Object.keys(bodies));
  /** @type {[number, number, string][]} */
  const edits = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isMethodDeclaration(node) && node.body !== undefined) {
      const name = node.name.getText();
      const body = bodies[name];
      if (body !== undefined) {
        missing.delete(name);
        edits.push([node.body.getStart(), node.body.end, `{ ${body} }`]);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (missing.size > 0) throw new Error(`Powertools has no ${[...missing].join(', ')} any more.`);
  return edits.reduceRight((rest, [from, to, body]) => rest.slice(0, from) + body + rest.slice(to), text);
}

module.exports = { shortenPowertools };
