import { describe, expect, test } from 'vitest';

import { choice, flag, helpText, integer, ProgressLine, textTable } from './index.ts';

const TABLE = {
  folds: { kind: integer(2, 100), description: 'Folds of the cross-validation.', default: 5 },
  engine: { kind: choice('fast', 'slow'), description: 'What grows the trees.', default: 'fast' },
  depth: { kind: integer(1, 1_000), description: 'Longest way.', defaultText: 'none' },
  json: { kind: flag, description: 'Print JSON.' },
} as const;

describe('help', () => {
  const help = helpText(
    {
      command: 'nx run x:y',
      summary: 'Does it.',
      notes: ['Exit codes: 0 done, 1 a defect, 2 wrong options, 3 no table'],
    },
    TABLE,
    40,
  );

  test('names every option with its placeholder, bounds and default', () => {
    expect(help).toContain('--folds=N\n');
    expect(help).toContain('--engine=fast|slow\n');
    expect(help).toContain('--json\n');
    expect(help.replace(/\s+/g, ' ')).toContain(
      'Folds of the cross-validation. Takes a whole number from 2 to 100. Default: 5.',
    );
    expect(help.replace(/\s+/g, ' ')).toContain('from 1 to 1,000. Default: none.');
  });

  test('keeps within the width and opens with what the command does', () => {
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(help.startsWith('Does it.\n\nUsage: nx run x:y [options]')).toBe(true);
    expect(help.endsWith('Exit codes: 0 done, 1 a defect, 2 wrong\noptions, 3 no table')).toBe(
      true,
    );
  });
});

describe('tables', () => {
  test('the first column stands left, the others right, without trailing blanks', () => {
    expect(textTable([['', 'recall'], ['setosa', '1.00'], ['x']])).toEqual([
      '        recall',
      'setosa    1.00',
      'x',
    ]);
  });

  test('no rows make no lines', () => {
    expect(textTable([])).toEqual([]);
    expect(textTable([['two\nlines', '1'], ['x']])).toEqual(['two\\u{a}lines  1', 'x']);
  });

  test('a long last column continues below itself, where there is room for it', () => {
    const long = 'a 1, b 2, c 3, d 4, e 5, f 6, g 7';
    expect(textTable([['x', long], ['yy']], ['left', 'left'], 28)).toEqual([
      'x   a 1, b 2, c 3, d 4, e 5,',
      '    f 6, g 7',
      'yy',
    ]);
    expect(
      textTable(
        [
          ['x', long],
          ['a command to copy', 'y'],
        ],
        ['left', 'left'],
        30,
      ),
    ).toEqual(['x', '      a 1, b 2, c 3, d 4, e 5,', '      f 6, g 7', 'a command to copy  y']);
  });
});

describe('progress', () => {
  function record(isTTY: boolean) {
    const written: string[] = [];
    let now = 0;
    const stream = { isTTY, columns: 60, write: (text: string) => written.push(text) };
    const line = new ProgressLine(stream, () => now);
    return { written, line, wait: (ms: number) => (now += ms) };
  }

  test('shows nothing where there is no terminal', () => {
    const { written, line } = record(false);
    line.show('Forest', 1, 2);
    line.clear();
    expect(written).toEqual([]);
  });

  test('shows the share done, redraws at a readable pace, and estimates the rest after a second', () => {
    const { written, line, wait } = record(true);
    line.show('Forest', 0, 100);
    wait(10);
    line.show('Forest', 1, 100);
    expect(written).toHaveLength(1);
    wait(1990);
    line.show('Forest', 50, 100);
    expect(written.at(-1)).toContain('Forest  50%  50/100  about 2 s left');
    line.clear();
    expect(written.at(-1)).toBe('\r\u001b[2K');
  });

  test('never writes wider than the terminal', () => {
    const { written, line } = record(true);
    line.show('x'.repeat(200), 1, 2);
    expect(written[0]!.length).toBeLessThan(60 + 6);
  });
});
