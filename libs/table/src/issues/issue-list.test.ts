import { expect, test } from 'vitest';

import { describeIssue, IssueList, MAX_ISSUES } from '../index.ts';

test('issues say their place, and the same ones are one with their number', () => {
  const issues = new IssueList('table.csv');
  expect(issues.isEmpty).toBe(true);
  expect(() => {
    issues.throwIfAny();
  }).not.toThrow();
  for (const row of [2, 5]) issues.add({ row, column: 'x', message: 'found a' }, 'Write b.');
  expect(issues.toError().message).toBe(
    'In table.csv, line 2 and 1 more row, column "x": found a. Write b.',
  );
  const place = { source: 'part\u001b.csv', row: 2, message: 'found c' };
  expect(describeIssue(place)).toBe('part\\u{1b}.csv, line 2: found c');
  expect(describeIssue({ message: 'found c' })).toBe('found c');
});

test('a list holds some issues and counts all, those of another list too', () => {
  const [all, other] = [new IssueList('t'), new IssueList('t')];
  for (let row = 1; row <= MAX_ISSUES + 5; row++) {
    other.add({ row, message: `found ${row}` }, 'Write b.');
  }
  all.add({ message: 'found 1' }, 'Write c.');
  all.addAll(other);
  all.addUnlisted(3);
  expect(() => {
    all.throwIfAny();
  }).toThrow(
    /^Found 29 problems in t: found 1; line 2: found 2; .*; and 25 more\. Write c\. Write b\./,
  );
  expect(all.toError()).toMatchObject({
    issueCount: MAX_ISSUES + 9,
    headline: 'Found 29 problems in t. Write c. Write b.',
  });
  expect(all.toError().issues).toHaveLength(MAX_ISSUES);
});

test('a remedy that another ends with is printed once', () => {
  const issues = new IssueList('t');
  issues.add({ message: 'found 1' }, 'Leave out line 1. Write b.');
  issues.add({ message: 'found 2' }, 'Write b.');
  expect(issues.toError().headline).toBe('Found 2 problems in t. Leave out line 1. Write b.');
});
