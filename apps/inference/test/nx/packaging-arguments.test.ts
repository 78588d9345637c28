/** What packaging is told of the command that needs it. */
import { expect, test } from 'vitest';

import { packagingArguments } from '../../nx/packaging-arguments.cjs';

/** As Nx has it for `nx run inference:deploy ...typed`. */
function needed(typed: readonly string[], called = 'inference:deploy') {
  const task = (id: string, words: readonly string[]) => {
    const [project = '', target = ''] = id.split(':');
    return {
      id,
      target: { project, target },
      overrides: { __overrides_unparsed__: [...words] },
      outputs: [],
      parallelism: true,
      cache: false,
    };
  };
  const tasks = [task('inference:package', []), task('inference:deploy', typed)];
  return packagingArguments(
    {
      roots: [],
      tasks: Object.fromEntries(tasks.map((each) => [each.id, each])),
      dependencies: {},
      continuousDependencies: {},
    },
    ['node', 'nx', 'run', called, ...typed],
  );
}

test.each([
  [['--model=wine'], '--model=wine'],
  [['--model', 'wine@1.1.0', '--yes'], '--model=wine@1.1.0'],
  [['--model=wine', '--model=iris'], '--model=iris'],
])('of %j the model is packaged', (typed, model) => {
  expect(needed(typed).args).toEqual([model, '--packaging=image']);
});

test('without a model it is the default one, of whatever size: the deployment knows its limit', () => {
  const args = ['--packaging=image'];
  expect(needed(['--stage=staging'])).toEqual({ args, __overrides_unparsed__: args });
});

test.each([[['--package=DIR']], [['--package', 'DIR']], [['--model=wine', '--package=DIR']]])(
  'with %j there is nothing to package',
  (typed) => {
    expect(needed(typed)).toEqual({ isLeftOut: true });
  },
);

test('options of tasks that nobody called count for nothing', () => {
  expect(needed(['--model=wine', '--package=DIR'], 'deploy:e2e').args).toEqual([
    '--packaging=image',
  ]);
});
