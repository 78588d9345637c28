import { textTable, wrap } from '@lambda-forest/cli';
import { PRICES } from '@lambda-forest/scale/prices';
import { count } from '@lambda-forest/text';

import { dollars } from './dollars.ts';
import type { Estimate } from './estimate-costs.ts';

/** An estimate as lines for a person: a table by memory size, what the configured one consists of, assumptions. */
export function estimateText(
  { region, requestsPerMonth, rows, assumptions }: Estimate,
  columns = Infinity,
): string[] {
  const configured = rows.find(({ isConfigured }) => isConfigured);
  const header = ['memory', 'warm', 'cold start', 'function', 'Lambda', 'all', ''];
  const table = rows.map(({ memoryMb, latency, costs, isConfigured }) => [
    `${memoryMb} MB`,
    `${latency.warmMs.toFixed(1)} ms`,
    `${latency.coldMs.toFixed(0)} ms`,
    `${latency.functionMs.toFixed(1)} ms`,
    dollars(costs.lambda + costs.provisioned),
    dollars(costs.total),
    isConfigured ? 'configured' : '',
  ]);
  return [
    `Estimate for ${count(requestsPerMonth, 'request')} a month, in US dollars a month${region === PRICES.region ? '' : `, at the prices of ${PRICES.region}, not ${region}`}:`,
    '',
    ...textTable(
      [header, ...table],
      ['right', 'right', 'right', 'right', 'right', 'right', 'left'],
    ),
    '',
    ...(configured === undefined
      ? []
      : [`Of these ${dollars(configured.costs.total)}: ${parts(configured.costs)}.`, '']),
    'Assumptions:',
    ...assumptions.flatMap((assumption) =>
      wrap(assumption, columns - 2).map((line, i) => `${i === 0 ? '-' : ' '} ${line}`),
    ),
  ];
}

function parts({ total: _, ...costs }: Estimate['rows'][number]['costs']): string {
  return Object.entries(costs)
    .filter(([, cost]) => cost > 0)
    .map(([name, cost]) => `${name} ${dollars(cost)}`)
    .join(', ');
}
