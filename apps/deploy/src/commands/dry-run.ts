import { textTable } from '@lambda-forest/cli';
import { defined, formatInteger, LambdaForestError } from '@lambda-forest/text';

import { whoAmI } from '../aws/identity.ts';
import type { StackDifference } from '../aws/stack-difference.ts';
import { estimateCosts, estimateText } from '../estimate/index.ts';
import type { SynthResult, Template } from '../synth.ts';
import { buildStack } from './build-stack.ts';
import { compare, compareBatch } from './compare.ts';
import type { CommandContext } from './context.ts';
import { showDifferences } from './show-difference.ts';
import type { Target } from './target.ts';

export interface DryRunOptions {
  /** Of the package; undefined for the usual one. */
  readonly folder: string | undefined;
  readonly requestsPerMonth: number;
  readonly isJson: boolean;
}

interface Differences {
  readonly service: StackDifference;
  readonly batch: Awaited<ReturnType<typeof compareBatch>>;
}

/** Without credentials the difference is left out after a short wait. */
const IDENTITY_TIMEOUT_MS = 2_500;

/** Prints what a deployment would do and cost. Asks AWS for the difference if possible, and changes nothing. */
export async function dryRun(
  target: Target,
  { folder, requestsPerMonth, isJson }: DryRunOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  const { manifest, synth } = await buildStack(target, folder, context);
  terminal.say(
    `Stack     ${synth.stackName} in ${synth.region}`,
    `Model     ${manifest.name} ${manifest.version}, SHA-256 ${manifest.model.sha256}`,
    `Package   ${formatInteger(manifest.zip.bytes)} bytes`,
    '',
    ...resourceLines(synth.template),
    ...(synth.batch === undefined
      ? []
      : ['', `Stack     ${synth.batch.stackName}`, '', ...resourceLines(synth.batch.template)]),
    '',
    `Valid: CloudFormation's own rules hold, and cdk-nag's except ${synth.suppressed.length} with a written reason.`,
  );
  const differences = await differencesIfPossible(target, synth, context);
  if (typeof differences === 'string')
    terminal.say('', `Not compared with what is deployed: ${differences}`);
  else showDifferences(differences.service, differences.batch, terminal);
  const estimate = estimateCosts({
    stage: synth.stage,
    requestsPerMonth,
    modelBytes: manifest.model.bytes,
    counted: manifest.counted,
  });
  terminal.say(
    '',
    ...estimateText(estimate, terminal.columns),
    '',
    ...nextSteps(target, typeof differences !== 'string', terminal.columns),
  );
  if (isJson) {
    terminal.document({
      stack: synth.stackName,
      region: synth.region,
      model: { name: manifest.name, version: manifest.version, sha256: manifest.model.sha256 },
      resources: resources(synth.template),
      warnings: synth.warnings,
      suppressed: synth.suppressed,
      ...defined({ batch: synth.batch && resources(synth.batch.template) }),
      difference: typeof differences === 'string' ? null : differences.service,
      estimate,
    });
  }
}

/** From here to a deployment. Without credentials nobody knows what the account has already. */
function nextSteps(
  { words, stageWords }: Target,
  isReached: boolean,
  columns: number | undefined,
): readonly string[] {
  const deploy = `npx lambda-forest deploy ${words}`;
  if (isReached) return ['Next step:', `  ${deploy}`];
  const steps = [
    ['aws configure sso', 'once: credentials; then export AWS_PROFILE=...'],
    [`npx lambda-forest bootstrap ${stageWords}`, 'once for each account and region'],
    [deploy, 'asks before it opens anything'],
  ];
  const rows = steps.map(([command, why]) => [`  ${command}`, why!]);
  return ['Next steps:', ...textTable(rows, ['left', 'left'], columns)];
}

/** The differences, or the reason why they are missing. */
async function differencesIfPossible(
  target: Target,
  synth: SynthResult,
  { connect, terminal: { columns } }: CommandContext,
): Promise<Differences | string> {
  try {
    const clients = connect(synth.region);
    const identity = await whoAmI(clients.sts, IDENTITY_TIMEOUT_MS);
    const reached = { ...target, clients, identity };
    return {
      service: await compare(reached, synth, columns),
      batch: await compareBatch(reached, synth, columns),
    };
  } catch (error) {
    if (error instanceof LambdaForestError) return error.message;
    throw error;
  }
}

function resources({ Resources }: Template): { type: string; id: string }[] {
  return Object.entries(Resources)
    .map(([id, { Type }]) => ({ type: Type, id }))
    .sort((a, b) => a.type.localeCompare(b.type, 'en') || a.id.localeCompare(b.id, 'en'));
}

/** One line per type: the number of resources, and their names in the template. */
function resourceLines(template: Template): string[] {
  const byType = Map.groupBy(resources(template), ({ type }) => type);
  const rows = [...byType].map(([type, all]) => [String(all.length), type]);
  return textTable(rows, ['right', 'left']);
}
