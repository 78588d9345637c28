import { choice, flag, integer, text } from '@lambda-forest/cli';
import type { CommandHelp, OptionTable } from '@lambda-forest/cli';

export const SERVICE_OPTIONS = {
  model: {
    kind: text('NAME', /^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'the name of a packaged model'),
    default: 'iris',
    description: 'The package to measure: dist/apps/inference-package/NAME.',
  },
  part: {
    kind: choice('all', 'handler', 'start', 'front'),
    default: 'all',
    description: 'What to measure.',
  },
  calls: {
    kind: integer(100, 1_000_000),
    default: 20_000,
    description: 'Calls of the handler that are timed, after as many that are not.',
  },
  starts: {
    kind: integer(1, 1_000),
    default: 41,
    description: 'How often the service is started, by turns with an empty handler.',
  },
  seconds: {
    kind: integer(1, 3_600),
    default: 10,
    description: 'How long the local front is under load.',
  },
  connections: {
    kind: integer(1, 1_000),
    default: 8,
    description: 'Clients of the local front that send one request after the other.',
  },
  json: { kind: flag, default: false, description: 'Print one JSON document instead of lines.' },
  help: { kind: flag, default: false, description: 'Print this help.' },
} as const satisfies OptionTable;

export const SERVICE_HELP: CommandHelp = {
  command: 'nx run bench:service --',
  summary:
    'Measures the packaged service: a warm call, a cold start, and the local front under load.',
  notes: [
    'Package the model first: npx lambda-forest package --model=NAME. Starts are measured under the client of',
    'AWS\u2019s runtime, which nx run inference:e2e-runtime builds. A busy machine makes everything slower;',
    'processor time less so.',
  ],
};
