/** The benchmarks. `nx run bench:<command>` runs them: see README.md and SERVING.md, or --help. */
import { runProgram } from '@lambda-forest/cli';

await runProgram(
  {
    name: 'npx node tools/bench/src/main.ts',
    summary: 'Measures training, predictions, the packaged service, and reading.',
    commands: {
      'install-peers': {
        summary: 'Installs the Python peers. Needs Python 3 and a network.',
        load: async () => (await import('./peers/install-command.ts')).installCommand,
      },
      train: {
        summary: 'Compares fit time, memory and test scores of our engines with other libraries.',
        load: async () => (await import('./training/train-command.ts')).trainCommand,
      },
      accuracy: {
        summary:
          'Compares what `lambda-forest train` finds by itself with other libraries and their defaults.',
        load: async () => (await import('./accuracy/accuracy-command.ts')).accuracyCommand,
      },
      serve: {
        summary:
          'Compares predictions and cold starts with one forest, ours and those of other libraries.',
        load: async () => (await import('./serving/serve-command.ts')).serveCommand,
      },
      service: {
        summary:
          'Measures the packaged service: a warm call, a cold start, and the local front under load.',
        load: async () => (await import('./service/service-command.ts')).serviceCommand,
      },
      rows: {
        summary: 'Writes files of any number of rows, for `lambda-forest score`.',
        load: async () => (await import('./scale/rows-command.ts')).rowsCommand,
      },
      read: {
        summary: 'Measures how fast CSV becomes columns, and in how much memory.',
        load: async () => (await import('./reading/read-command.ts')).readCommand,
      },
    },
  },
  process,
);
