import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { DataValidationError } from '@lambda-forest/table';
import { option } from '@lambda-forest/text';

import { classify, read, readIris, refusal } from '../../test/support.ts';
import { allRows, describeRows, readDataset, toDataset } from '../index.ts';
import { parseSchemaChoice } from '../kinds/schema-choice.ts';

describe('iris', () => {
  const dataset = toDataset(readIris(), { target: 'species' });

  test('is 150 rows of four numeric features and three classes', () => {
    expect(dataset.task).toBe('classification');
    expect(dataset.rowCount).toBe(150);
    expect(dataset.schema.features.map((feature) => feature.name)).toEqual([
      'sepal_length',
      'sepal_width',
      'petal_length',
      'petal_width',
    ]);
    expect(dataset.schema.target).toEqual({
      name: 'species',
      classes: ['setosa', 'versicolor', 'virginica'],
      counts: [50, 50, 50],
    });
    expect(dataset.columns.map((column) => column[149])).toEqual([5.9, 3.0, 5.1, 1.8]);
    expect(dataset.target[149]).toBe(2);
  });

  test('has Fisher’s numbers in the two rows that the UCI repository has wrong', () => {
    const row = (index: number) => dataset.columns.map((column) => column[index]);
    expect(row(34)).toEqual([4.9, 3.1, 1.5, 0.2]);
    expect(row(37)).toEqual([4.9, 3.6, 1.4, 0.1]);
  });

  test('has the schema that describes all of its rows', () => {
    expect(dataset.schema).toEqual(describeRows(dataset, allRows(dataset)));
  });
});

describe('the target', () => {
  test('is the last column unless another one is named', () => {
    const table = read('a,b,c\n1,2,3\n3,4,5\n');
    expect(toDataset(table).schema.target.name).toBe('c');
    expect(toDataset(table, { target: 'a' }).schema.target.name).toBe('a');
  });

  test('may stand anywhere: features keep the order of the other columns', () => {
    const dataset = toDataset(read('a,y,b\n1,no,2\n3,yes,4\n'), { target: 'y' });
    expect(dataset.schema.features.map((feature) => feature.name)).toEqual(['a', 'b']);
    expect(dataset.columns).toEqual([Float64Array.of(1, 3), Float64Array.of(2, 4)]);
  });

  test('that does not exist is refused with the columns and the nearest name', () => {
    const error = refusal(() => toDataset(readIris(), { target: 'Speces' }));
    expect(error.message).toBe(
      'In iris.csv, column "Speces": found no such column, expected one of "sepal_length", ' +
        '"sepal_width", "petal_length", "petal_width", "species". Did you mean "species"?',
    );
    expect(refusal(() => toDataset(readIris(), { target: 'colour' })).remedy).toBe(
      'Name one of these columns.',
    );
  });

  test.each([
    ['a b', /If " " separates the cells, say \u2063delimiter\u2063=" "/],
    ['a  b', /read_csv\('FILE', sep=/],
    ['a^b', /Separate the columns with commas/],
    ['ab', /Separate the columns with commas/],
    ['"a,b"', /Take away the quotes around whole lines/],
  ])('needs another column beside it: of %s is said how', (header, said) => {
    const error = refusal(() => toDataset(read(`${header}\n"1 2"\n`)));
    expect(error.message).toMatch(/found no other column/);
    expect(error.message).toMatch(said);
  });

  test('has its classes sorted by code unit, or as numbers when all are', () => {
    const words = classify('x,y\n1,b\n2,B\n3,\u00e9\n4,10\n5,9\n');
    expect(words.schema.target.classes).toEqual(['10', '9', 'B', 'b', '\u00e9']);
    expect([...words.target]).toEqual([3, 2, 4, 0, 1]);
    const numbers = classify('x,y\n1,10\n2,9\n3,-1\n4,10\n');
    expect(numbers.schema.target).toEqual({
      name: 'y',
      classes: ['-1', '9', '10'],
      counts: [1, 1, 2],
    });
  });

  test('with a single class is refused', () => {
    const error = refusal(() => toDataset(read('x,y\n1,a\n2,a\n')));
    expect(error.message).toBe(
      'In table.csv, column "y": found only the class "a" in 2 rows, expected at least two classes. ' +
        'Add rows of another class or choose another target.',
    );
    expect(error.issues[0]).toMatchObject({ column: 'y', value: 'a' });
  });

  test('with one number written in two ways is refused rather than taken for two classes', () => {
    const error = refusal(() => toDataset(read('x,y\n1,0\n2,1\n3,1.0\n')));
    expect(error.message).toMatch(/the classes "1" and "1.0", which are the same number/);
    const groups = refusal(() => toDataset(read('x,y,g\n1,a,7\n2,b,7.0\n3,a,8\n'), { group: 'g' }));
    expect(groups.message).toMatch(/the groups "7" and "7.0", which are the same number/);
  });

  test('of long codes has as many classes as codes, which float64 does not tell apart', () => {
    const codes = ['36028797018963968', '36028797018963969', '36028797018963970'];
    const rows = [...codes, ...codes].map((code, x) => `${x},${code}\n`).join('');
    const { schema } = toDataset(read(`x,y\n${rows}`), { task: 'classification' });
    expect(schema.target).toMatchObject({ classes: codes });
  });

  const column = (cells: readonly (string | number)[]) =>
    read(`x,y\n${cells.map((cell, i) => `${i},${cell}\n`).join('')}`);
  const whole = (count: number) => Array.from({ length: count }, (_, i) => i);

  test('is a quantity if all are numbers, and one is not whole or over 20 are distinct', () => {
    expect(toDataset(column([0, 1, 0.5])).task).toBe('regression');
    expect(toDataset(column(whole(21))).task).toBe('regression');
    expect(toDataset(column(whole(20))).task).toBe('classification');
    expect(toDataset(column(['0.0', '1.0', '1.0'])).task).toBe('classification');
    expect(toDataset(column([...whole(30), ...new Array<string>(31).fill('x')])).task).toBe(
      'classification',
    );
    expect(toDataset(column([0, 1, 1, 'other'])).task).toBe('classification');
  });

  test('of numbers with a few words among them is refused by the words, not taken for classes', () => {
    const prices = Array.from({ length: 143 }, (_, i) => 100 + (i % 15));
    const error = refusal(() =>
      toDataset(column([...prices, ...new Array<string>(7).fill('n.a.')])),
    );
    expect(error.issueCount).toBe(7);
    expect(error.issues[0]).toEqual({
      row: 145,
      column: 'y',
      value: 'n.a.',
      message: 'found "n.a.", expected a finite decimal number',
      alike: 6,
    });
    expect(error.message).toMatch(
      /^In table.csv, line 145 and 6 more rows, column "y": found "n.a.".*\. Correct the value/,
    );
    expect(error.remedy).toBe(
      `Correct the value or leave its row out; if the target is a class, say so (${option('task')}=classification).`,
    );
    const distinct = refusal(() => toDataset(column([...whole(50), '1e999', 'NA'])));
    expect(distinct.issues).toMatchObject([
      { row: 52, value: '1e999' },
      { row: 53, value: 'NA' },
    ]);
  });

  test('of numbers with words among them is a class from less than half, or if the task says so', () => {
    const half = ['1', '2', '3', 'a', 'b', 'c'];
    expect(() => toDataset(column(half))).toThrow('line 5, column "y": found "a"');
    expect(toDataset(column([...half, 'd'])).schema.target).toMatchObject({
      classes: ['1', '2', '3', 'a', 'b', 'c', 'd'],
    });
    expect(toDataset(column(half), { task: 'classification' }).task).toBe('classification');
  });

  test('is no quantity whose squares would overflow, but may be the name of a class', () => {
    const error = refusal(() => toDataset(column([0.5, '-1e141', '1e140', '2e200'])));
    expect(error.issues).toEqual([
      {
        row: 3,
        column: 'y',
        value: '-1e141',
        message: 'found "-1e141", expected a target from -1e+140 to 1e+140',
      },
      expect.objectContaining({ row: 5, value: '2e200' }),
    ]);
    expect(error.remedy).toBe('Correct the value or give the target in a larger unit.');
    expect(toDataset(column([0.5, '-1e140', '1e140'])).task).toBe('regression');
    const small = refusal(() => toDataset(column(['5e-324', 0, '1e-200']), { task: 'regression' }));
    expect(small.message).toMatch(/"y": found targets that differ by at most 1e-200, expected/);
    expect(toDataset(column(['1e-140', 0]), { task: 'regression' }).task).toBe('regression');
    expect(toDataset(column([1, '1e200']), { task: 'classification' }).task).toBe('classification');
  });

  test('is what the task says', () => {
    const regression = toDataset(column([0, 1, 1]), { task: 'regression' });
    expect(regression.task).toBe('regression');
    expect(regression.target).toEqual(Float64Array.of(0, 1, 1));
    expect(regression.schema.target).toMatchObject({ minimum: 0, maximum: 1, mean: 2 / 3 });
    const classes = toDataset(column([0.5, 1.5]), { task: 'classification' });
    expect(classes.schema.target).toMatchObject({ classes: ['0.5', '1.5'] });
    const error = refusal(() => toDataset(column([1, 'low', 2]), { task: 'regression' }));
    expect(error.issues).toMatchObject([{ row: 3, column: 'y', value: 'low' }]);
  });
});

describe('features', () => {
  const feature = (...cells: string[]) =>
    toDataset(
      read(`x,y\n${cells.map((cell, i) => `${cell},${i % 2 === 0 ? 'a' : 'b'}\n`).join('')}`),
    );

  test.each([
    ['0', 0],
    ['-1.50', -1.5],
    ['+3', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['6.02e23', 6.02e23],
    ['1E-3', 0.001],
    [' \t7 ', 7],
    ['" 8"', 8],
    ['007', 7],
  ])('read %s as a decimal number', (cell, number) => {
    expect(feature(cell, '1').columns[0]![0]).toBe(number);
  });

  test('have no negative zero', () => {
    expect(feature('-0', '1').columns[0]![0]).toBe(0);
  });

  test.each([
    '0x10',
    '0b1',
    '1_000',
    '10_00',
    '1e',
    'e1',
    '.',
    '-',
    '--1',
    'Infinity',
    '-inf',
    '12px',
    '٣',
    '1n',
    'true',
  ])('of numbers refuse %s with its row, column and value', (cell) => {
    const error = refusal(() => feature('1', cell, '2', '3'));
    const value = cell.replaceAll('"', '');
    expect(error.issues).toEqual([
      {
        row: 3,
        column: 'x',
        value,
        message: `found "${value}", expected a finite decimal number`,
      },
    ]);
    expect(error.message).toBe(
      `In table.csv, line 3, column "x": found "${value}", expected a finite decimal number. ` +
        `Correct the value, name it as a missing marker (${option('missing-values')}), or say in ${option('schema')} what the column is.`,
    );
  });

  test.each([
    ['1e999', 'a number outside the range of float64'],
    ['1e-999', 'a number outside the range of float64'],
    ['12345678901234567', 'a whole number that float64 does not hold'],
  ])('of numbers refuse %s as %s', (cell, fault) => {
    expect(refusal(() => feature('1', cell, '2', '3')).message).toContain(
      `found "${cell}", ${fault}, expected a finite decimal number`,
    );
  });

  test.each(['', '  ', 'NA', 'na', 'NaN', 'nan', 'null', 'NULL', '?'])(
    'may be missing, written as "%s", but the target may not',
    (cell) => {
      const dataset = feature('1', '2', cell);
      expect([...dataset.columns[0]!]).toEqual([1, 2, NaN]);
      expect(dataset.schema.features[0]).toMatchObject({ kind: 'numeric', missing: 1, maximum: 2 });
      const target = refusal(() => toDataset(read(`x,y\n1,a\n2,b\n3,${cell}\n`)));
      expect(target.issues).toMatchObject([{ row: 4, column: 'y', value: cell.trim() }]);
    },
  );

  test('may not be missing if that is an error', () => {
    const table = read('p,q,y\n1,,a\n2,?,b\n3,7,b\n4,8,a\n');
    const error = refusal(() => toDataset(table, { missing: 'error' }));
    expect(error.message).toBe(
      `In table.csv, column "q": found no value in 2 of 4 rows, expected one in each as ${option('missing')}=error says. ` +
        `Fill them in, leave the column out, or let them be learned (${option('missing')}=learned).`,
    );
  });

  test('list the problems of all columns at once, at most twenty and the rest counted', () => {
    const rows = Array.from(
      { length: 300 },
      (_, i) => `${i % 10 === 0 ? `x${i}` : i},${i === 1 ? 'z' : i},a`,
    );
    const error = refusal(() => toDataset(read(`p,q,y\n${rows.join('\n')}\n`)));
    expect(error.issueCount).toBe(32);
    expect(error.issues).toHaveLength(20);
  });

  test('are named by the line on which their row starts', () => {
    const error = refusal(() => toDataset(read('x,y\n1,"a\nb"\n\n2,c\nz,c\n3,c\n')));
    expect(error.issues).toMatchObject([{ row: 6, value: 'z' }]);
  });

  test('show only the start of a long value, on one line', () => {
    const error = refusal(() => feature('1', '2', '3', `"${'line\n'.repeat(1000)}"`));
    expect(error.message.length).toBeLessThan(300);
  });

  test('cost linear time even for a very long cell', () => {
    const digits = '1'.repeat(300_000); // quadratic time would take minutes
    expect(refusal(() => feature('1', '2', '3', `${digits}x`)).issueCount).toBe(1);
    expect(refusal(() => feature('1', '2', '3', digits)).issueCount).toBe(1);
  });
});

describe('columns without a name', () => {
  const rows = (end: string) =>
    Array.from({ length: 30 }, (_, i) => `${i},${i % 7},${i % 2 ? 'a' : 'b'}${end}\n`).join('');

  test('are left out, and said to be: numbers of rows that a program wrote in front', () => {
    const { dataset, columns } = readDataset(read(`,x,y\n${rows('')}`));
    expect(dataset.schema.features).toMatchObject([{ name: 'x' }]);
    expect(columns[0]).toMatchObject({
      name: '(column 1)',
      role: 'left-out',
      why: 'the first line has no name for it',
    });
  });

  test('or a delimiter at the end of each row, before which the target stands', () => {
    const { schema } = toDataset(read(`x,z,y,\n${rows(',')}`));
    expect(schema.target.name).toBe('y');
    expect(schema.features).toHaveLength(2);
  });

  test('can be named by nobody', () => {
    expect(() => toDataset(read(`,x,y\n${rows('')}`), { target: '(column 1)' })).toThrow(
      'found no such column, expected one of "x", "y"',
    );
    expect(() => toDataset(read(`,,\n${rows('')}`))).toThrow('found no name for 3 columns');
  });
});

describe('what a person says of columns', () => {
  const text = `x,z,y\n${'1,2,a\n3,4,b\n'.repeat(5)}`;

  test('is refused where it ignores the target', () => {
    const columns = [{ name: 'y', kind: 'ignore' }] as const;
    expect(() => toDataset(read(text), { columns })).toThrow(
      `In table.csv, column "y": found the target among the columns that ${option('schema')} ignores`,
    );
    expect(toDataset(read(text), { columns, target: 'z' }).schema.features).toHaveLength(1);
  });

  test.each([
    ['numeric', 'regression'],
    ['categorical', 'classification'],
    ['boolean', 'classification'],
  ] as const)('of the kind %s for the target asks for %s', (kind, task) => {
    const columns = [{ name: 'z', kind }];
    expect(toDataset(read(text), { columns, target: 'z' }).task).toBe(task);
    const said = { columns, target: 'z', task: 'classification' } as const;
    expect(toDataset(read(text), said).task).toBe('classification');
  });

  test('lists the classes of the target, and no others', () => {
    const listed = (levels: readonly string[]) => [
      { name: 'z', kind: 'categorical' as const, levels },
    ];
    const given = { target: 'z', task: 'classification' } as const;
    expect(() =>
      toDataset(read('x,z\n1,u\n2,v\n3,u\n'), { ...given, columns: listed(['u']) }),
    ).toThrow(`found "v", expected one of the levels that ${option('schema')} lists`);
    const { schema } = toDataset(read('x,z\n1,u\n2,v\n3,u\n'), {
      ...given,
      columns: listed(['v', 'u', 'w']),
    });
    expect(schema.target).toMatchObject({ classes: ['u', 'v'] });
  });

  test('is refused where it makes dates or texts of the target', () => {
    const columns = [{ name: 'z', kind: 'text' }] as const;
    expect(() => toDataset(read(text), { columns, target: 'z' })).toThrow(
      'found the target of the kind "text" in',
    );
  });

  test('is refused where it names a column twice', () => {
    const columns = [
      { name: 'x', kind: 'numeric' },
      { name: 'x', kind: 'categorical' },
    ];
    expect(() => parseSchemaChoice({ columns }, 's.json')).toThrow(
      'In s.json, column "x": found it twice in "columns", expected it once. Leave one of them out.',
    );
  });
});

describe('weights', () => {
  const table = 'x,y,w\n1,a,0.5\n2,b,2\n3,a,1\n';

  test('come from a column that is no feature then, nor the target by default', () => {
    const dataset = toDataset(read(table), { weight: 'w' });
    expect(dataset.weights).toEqual(Float64Array.of(0.5, 2, 1));
    expect(dataset.schema.target.name).toBe('y');
    expect(dataset.schema.features.map(({ name }) => name)).toEqual(['x']);
    expect(toDataset(read(table), { target: 'y' }).weights).toBeUndefined();
  });

  test.each([
    ['0', 'found the weight "0", expected a number above 0'],
    ['-1', 'found the weight "-1", expected a number above 0'],
    ['1e308', 'found the weight "1e308", expected a number from 1e-100 to 1e+100'],
    ['1e160', 'found the weight "1e160", expected a number from 1e-100 to 1e+100'],
    ['1e-160', 'found the weight "1e-160", expected a number from 1e-100 to 1e+100'],
  ])('are not %s', (weight, problem) => {
    const changed = table.replace('0.5', weight);
    expect(() => toDataset(read(changed), { weight: 'w' })).toThrow(
      `line 2, column "w": ${problem}`,
    );
  });

  test('may be large and small, but not large beside large targets', () => {
    const large = read('x,w,y\n1,1e100,1e60\n2,1e-100,2e60\n');
    expect(() => toDataset(large, { weight: 'w', task: 'regression' })).toThrow(
      'found weights that sum to 1e+100 beside targets as large as 2e+60',
    );
    expect(toDataset(large, { weight: 'w', task: 'classification' }).weights).toHaveLength(2);
  });

  test('cannot be the target, nor leave no feature', () => {
    expect(() => toDataset(read(table), { weight: 'w', target: 'w' })).toThrow(
      'found the target named as the weight too',
    );
    expect(() => toDataset(read(table), { group: 'w', target: 'w' })).toThrow(
      'found the target named as the group too',
    );
    expect(() => toDataset(read(table), { time: 'w', target: 'w' })).toThrow(
      'found the target named as the time too',
    );
    expect(() => toDataset(read('y,w\na,1\nb,1\n'), { weight: 'w' })).toThrow(
      'found no other column',
    );
  });
});

test('columns with mistakes may be left out, and whatever the cells, that ends', () => {
  const cell = fc.constantFrom('', '1', '2.5', 'x', 'oops', '2024-01-01', '?', '1,5');
  const tables = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 30 }))
    .chain(([width, height]) => {
      const row = fc.array(cell, { minLength: width, maxLength: width });
      const header = fc.uniqueArray(fc.constantFrom('', 'a', 'b', 'c', 'id'), {
        minLength: width,
        maxLength: width,
      });
      return fc.tuple(header, fc.array(row, { minLength: height, maxLength: height }));
    });
  const text = (rows: readonly (readonly string[])[]) =>
    rows.map((row) => row.map((value) => `"${value}"`).join(',')).join('\n');
  fc.assert(
    fc.property(tables, ([header, rows]) => {
      try {
        readDataset(read(text([header, ...rows])), { leaveOutMixed: true });
      } catch (error) {
        expect(error).toBeInstanceOf(DataValidationError);
      }
    }),
  );
});

test.each([
  ['blank lines', ';;\n;;\n', 'take them out'],
  ['a note', 'Source: us;;\n', 'take them out'],
  ['a gap between rows', ';;\n1;2;0,5\n', 'Fill in missing values'],
])('%s, with a delimiter for each column, below a table', (_, end, remedy) => {
  const rows = Array.from({ length: 30 }, (__, i) => `${i};${i % 7};${i / 2}\n`.replace('.', ','));
  const error = refusal(() => toDataset(read(`a;b;y\n${rows.join('')}${end}`)));
  expect(error.message).toContain('column "y": found no value');
  expect(error.message).toContain(remedy);
});
