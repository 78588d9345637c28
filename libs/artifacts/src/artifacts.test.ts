import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { option } from '@lambda-forest/text';

import {
  isModelName,
  latestPath,
  latestText,
  LatestVersionError,
  ModelReferenceError,
  parseModelReference,
  UnknownModelError,
  versionFolder,
} from './index.ts';
import { parseLatest } from './parse-latest.ts';

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

  test.each(['./iris', '../iris', 'out/m', '/m', 'm.forest', '.', String.raw`.\out`])(
    'by the path %j of its folder or file',
    (path) => {
      expect(parseModelReference(path)).toEqual({ path });
    },
  );

  test.each(['', '@', 'iris@', '@1.0.0', 'iris@1@2', '.iris', 'a b', 'latest.json'])(
    'and not by %j',
    (text) => {
      expect(() => parseModelReference(text)).toThrow(ModelReferenceError);
    },
  );

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

describe('a missing model', () => {
  const message = (reference: string, names: string[], versions: string[] = []) => {
    const named = parseModelReference(reference);
    if (!('name' in named)) throw new Error(reference);
    return new UnknownModelError(named, { names, versions }).message;
  };

  test('is reported with the existing ones', () => {
    expect(message('hauses', ['iris', 'houses'])).toBe(
      `Found no model hauses, expected one of houses, iris. Did you mean houses? Otherwise train it with "npx lambda-forest train ${option('name')}=hauses".`,
    );
    expect(message('houses', ['iris'])).toMatch(/^Found no model houses, expected iris\. /);
    expect(message('iris', [])).toBe(
      `Found no model iris, expected one that was trained; there is none yet. Train it with "npx lambda-forest train ${option('name')}=iris".`,
    );
  });

  test('in this version is reported with the versions, the newest as the remedy', () => {
    expect(message('iris@3', ['iris'], ['1.10.0', '1.9.0'])).toBe(
      'Found no version 3 of the model iris, expected one of 1.9.0, 1.10.0. Name one of these, such as iris@1.10.0.',
    );
  });

  test('as the latest is reported with the newest version', () => {
    expect(message('iris', ['iris'], ['1.0.0'])).toMatch(/Name the version: iris@1\.0\.0\.$/);
  });

  test('among very many does not fill the screen', () => {
    const names = Array.from({ length: 500 }, (_, i) => `model-${i}`);
    expect(message('x', names)).toMatch(/^.{0,300}$/);
    expect(message('x', names)).toContain('and 488 more');
  });
});
