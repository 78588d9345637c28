import { spawnSync } from 'node:child_process';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { capture } from '../test/capture.ts';
import { createLogger, createStderrLogger } from './index.ts';
import type { LoggerOptions } from './index.ts';

beforeEach(() => {
  for (const name of [
    'LOG_LEVEL',
    'POWERTOOLS_LOG_LEVEL',
    'AWS_LAMBDA_LOG_LEVEL',
    'POWERTOOLS_DEV',
  ]) {
    vi.stubEnv(name, undefined);
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** The levels of what a logger with these options lets through, one attempt at each level. */
function levelsLogged(options: Partial<LoggerOptions> = {}): unknown[] {
  const { stdout, stderr } = capture(() => {
    const logger = createLogger({ service: 'trainer', ...options });
    logger.trace('?');
    logger.debug('?');
    logger.info('?');
    logger.warn('?');
    logger.error('?');
    logger.critical('?');
  });
  return [...stdout, ...stderr].filter(({ message }) => message === '?').map(({ level }) => level);
}

test('a line is JSON with level, message, service, time and the keys given', () => {
  const { stdout, stderr } = capture(() => {
    createLogger({ service: 'trainer', persistentKeys: { model: 'iris' } }).info('trained', {
      trees: 100,
    });
  });
  expect(stderr).toEqual([]);
  expect(stdout).toHaveLength(1);
  expect(stdout[0]).toMatchObject({
    level: 'INFO',
    message: 'trained',
    service: 'trainer',
    model: 'iris',
    trees: 100,
  });
  expect(new Date(String(stdout[0]?.['timestamp'])).getFullYear()).toBeGreaterThan(2025);
});

test('the level is INFO, unless the options or the environment say otherwise', () => {
  expect(levelsLogged()).toEqual(['INFO', 'WARN', 'ERROR', 'CRITICAL']);
  expect(levelsLogged({ level: 'ERROR' })).toEqual(['ERROR', 'CRITICAL']);
  expect(levelsLogged({ level: 'SILENT' })).toEqual([]);
  vi.stubEnv('LOG_LEVEL', 'debug');
  expect(levelsLogged()).toEqual(['DEBUG', 'INFO', 'WARN', 'ERROR', 'CRITICAL']);
  expect(levelsLogged({ level: 'ERROR' })).toEqual(['ERROR', 'CRITICAL']);
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', ' Warn ');
  expect(levelsLogged()).toEqual(['WARN', 'ERROR', 'CRITICAL']);
});

test('an unknown level in the environment gives INFO and says so', () => {
  vi.stubEnv('LOG_LEVEL', 'loud');
  expect(levelsLogged()).toEqual(['INFO', 'WARN', 'ERROR', 'CRITICAL']);
  const { stderr } = capture(() => createLogger({ service: 'trainer' }));
  expect(stderr.map(({ message }) => message)).toEqual([
    'Found log level LOUD, expected one of TRACE, DEBUG, INFO, WARN, ERROR, SILENT, CRITICAL. INFO is used.',
  ]);
});

test("Lambda's own log level overrules, without a line about it when nobody asked for another", () => {
  vi.stubEnv('AWS_LAMBDA_LOG_LEVEL', 'WARN');
  const { stdout, stderr } = capture(() => {
    createLogger({ service: 'inference' }).info('left out');
  });
  expect([...stdout, ...stderr]).toEqual([]);
  const warned = capture(() => createStderrLogger({ service: 'inference', level: 'DEBUG' }));
  expect(warned.stderr).toHaveLength(1);
});

test('a logger bound for stderr leaves stdout alone at every level, and so do its children', () => {
  const { stdout, stderr } = capture(() => {
    const logger = createStderrLogger({ service: 'trainer', level: 'TRACE' });
    for (const each of [logger, logger.createChild({ persistentKeys: { fold: 1 } })]) {
      each.trace('a');
      each.debug('b');
      each.info('c', { trees: 100 });
      each.warn('d');
      each.critical('e', new Error('lost'));
    }
  });
  expect(stdout).toEqual([]);
  expect(stderr.map(({ message }) => message).join('')).toBe('abcdeabcde');
  expect(stderr[2]).toMatchObject({ service: 'trainer', trees: 100 });
  expect(stderr[9]).toMatchObject({ fold: 1, error: { name: 'Error', message: 'lost' } });
});

test('a real process that logs to stderr has nothing but its result on stdout', () => {
  const program = `
    import { createStderrLogger, logError } from ${JSON.stringify(new URL('index.ts', import.meta.url))};
    const logger = createStderrLogger({ service: 'trainer' });
    logger.info('working');
    logError(logger, new Error('nothing serious'));
    console.log('{"result":42}');
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  expect(stdout).toBe('{"result":42}\n');
  const lines = stderr.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).message)).toEqual(['working', 'nothing serious']);
});
