import { expect, test } from 'vitest';

import { sortErrors } from './pointers.ts';

const at = (pointer: string) => ({ pointer, code: 'type' as const, message: `about ${pointer}` });

test('errors are sorted to the features that their pointers name, by name or by place', () => {
  const errors = ['/features/width', '/features/1', '/features/a~1b~0c'].map(at);
  const { byFeature, others } = sortErrors(errors, '/features', ['width', 'height', 'a/b~c']);
  expect([...byFeature.keys()]).toEqual(['width', 'height', 'a/b~c']);
  expect(others).toEqual([]);
});

test('a feature may have many, and what names none is kept apart', () => {
  const errors = ['/features/width', '/features/width', '/features/other', '/features', ''].map(at);
  const { byFeature, others } = sortErrors(errors, '/features', ['width']);
  expect(byFeature.get('width')).toHaveLength(2);
  expect(others).toEqual(['about /features/other', 'about /features', 'about ']);
});
