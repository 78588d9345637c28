import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  isModelName,
  latestPath,
  latestText,
  LatestVersionError,
  ModelReferenceError,
  parseLatest,
  parseModelReference,
  versionFolder,
} from './index.ts';

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/).filter(isModelName);

describe('a model is referred to', () => {
  test('by its name, which means the latest version', () => {
    expect(parseModelReference('iris')).toEqual({ name: 'iris', version: undefined });
  });

  test('by name and version', () => {
    fc.assert(
      fc.property(name, name, (model, version) => {
        expect(parseModelReference(`${model}@${version}`)).toEqual({ name: model, version });
      }),
    );
  });

  test.each([
    '',
    '@',
    'iris@',
    '@1.0.0',
    '../iris',
    'iris@1/2',
    'iris@1@2',
    '.iris',
    'a b',
    'latest.json',
  ])('and not by %j', (text) => {
    expect(() => parseModelReference(text)).toThrow(ModelReferenceError);
  });

  test('and what is shown of a wrong reference is short and harmless', () => {
    expect(() => parseModelReference('x'.repeat(10_000))).toThrow(/^.{0,400}$/);
    expect(() => parseModelReference('\u001b[31m')).toThrow(/^Found the model [ -~]*$/);
  });
});

describe('the latest version', () => {
  test('stands beside the folders of the versions', () => {
    expect(latestPath('iris')).toBe('iris/latest.json');
    expect(versionFolder('iris', '1.0.0')).toBe('iris/1.0.0');
  });

  test('is read as it was written', () => {
    fc.assert(
      fc.property(name, (version) => {
        expect(parseLatest(latestText(version))).toBe(version);
      }),
    );
  });

  test.each(['', '{', 'null', '[]', '{}', '{"version":1}', '{"version":"../.."}'])(
    'is refused in %j',
    (text) => {
      expect(() => parseLatest(text)).toThrow(LatestVersionError);
    },
  );
});
