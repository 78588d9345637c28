/** That links in documents lead somewhere, and that a Spanish document has what the English one has. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { WORKSPACE_ROOT } from './lint.ts';
import {
  anchorsOf,
  codeOf,
  linksOf,
  passagesOf,
  quotedCodeOf,
  shapeOf,
} from '../../markdown/document.ts';

const DOCUMENTS = globSync(
  ['*.md', 'docs/**/*.md', '{apps,libs,tools,artifacts,examples}/**/*.md'],
  {
    cwd: WORKSPACE_ROOT,
    exclude: (name) => /(^|\/)(node_modules|\.venv|dist|test-output)$/.test(name),
  },
).filter((file) => !/^artifacts\/.+\/|\/golden\//.test(file));

const read = (file: string) => readFileSync(join(WORKSPACE_ROOT, file), 'utf8');
const isThere = (file: string) => existsSync(join(WORKSPACE_ROOT, file));
const translationOf = (file: string) => file.replace(/\.md$/, '.es.md');
const isSpanish = (file: string) => file.endsWith('.es.md');

/** What is wrong with each link within the repository. */
function complaints(file: string): string[] {
  return linksOf(read(file)).flatMap((href) => {
    if (/^(https?:|mailto:)/.test(href)) return [];
    const [path, anchor] = href.split('#') as [string, string?];
    const target = path === '' ? file : join(dirname(file), decodeURI(path));
    if (!isThere(target)) return [`${href} leads to no file`];
    if (anchor === undefined || statSync(join(WORKSPACE_ROOT, target)).isDirectory()) return [];
    return anchorsOf(read(target)).has(decodeURIComponent(anchor))
      ? []
      : [`${href} leads to no heading`];
  });
}

test('there are documents, in both languages', () => {
  expect(DOCUMENTS.length).toBeGreaterThan(50);
  expect(DOCUMENTS.filter(isSpanish).length).toBeGreaterThan(10);
});

test.each(DOCUMENTS)('the links of %s lead somewhere', (file) => {
  expect(complaints(file)).toEqual([]);
});

describe.each(DOCUMENTS.filter(isSpanish))('%s', (file) => {
  const original = file.replace(/\.es\.md$/, '.md');

  test('links to Spanish documents, and once to the English one', () => {
    const english = linksOf(read(file)).filter((href) => {
      const [path] = href.split('#') as [string];
      const target = join(dirname(file), path);
      return target.endsWith('.md') && !isSpanish(target) && isThere(translationOf(target));
    });
    expect(english.map((href) => join(dirname(file), href))).toEqual([original]);
    expect(linksOf(read(original)).map((href) => join(dirname(file), href))).toContain(file);
  });

  test('has the headings, lists and tables of the English one, and then a glossary', () => {
    expect(shapeOf(read(file))).toEqual([
      ...shapeOf(read(original)),
      'heading 2',
      expect.stringMatching(/^list/),
    ]);
  });

  test('has its numbers, each in the same passage', () => {
    const spanish = passagesOf(read(file)).map(spanishNumbers);
    const missing = passagesOf(read(original)).flatMap((passage, i) => {
      const lost = englishNumbers(passage).filter((number) => !spanish[i]?.includes(number));
      return lost.map((number) => `${number} of: ${passage}`);
    });
    expect(missing).toEqual([]);
  });

  test('has its code, but for comments', () => {
    expect(runnable(read(file))).toEqual(runnable(read(original)));
  });

  test('has its names of code, each in the same passage', () => {
    const spanish = quotedCodeOf(read(file));
    const missing = quotedCodeOf(read(original)).flatMap((names, i) =>
      names.filter((name) => !spanish[i]?.includes(name)),
    );
    expect(missing).toEqual([]);
  });
});

/** Blocks in a language, which nobody translates, without their comments. */
function runnable(markdown: string): string[] {
  return codeOf(markdown)
    .filter(({ language }) => !['', 'text'].includes(language))
    .map(({ text }) => text.replace(/ *(#|\/\/) .*$/gm, ''));
}

const NUMBER = /\d+(?:\.\d+)*/g;

/** `1,234.5` as `1234.5`, `.5` as `0.5`. */
function englishNumbers(text: string): string[] {
  const joined = text.replace(/(\d),(?=\d{3}\b)/g, '$1');
  return joined.replace(/(?<![\w.])\.(?=\d)/g, '0.').match(NUMBER) ?? [];
}

/** `1 234,5` as `1234.5`. */
function spanishNumbers(text: string): string[] {
  const joined = text.replace(/(\d)[ \u00a0\u202f](?=\d{3}\b)/g, '$1');
  return joined.replace(/(\d),(?=\d)/g, '$1.').match(NUMBER) ?? [];
}
