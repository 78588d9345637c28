import { join, relative, sep } from 'node:path';

import { ARTIFACT_FILES } from '@lambda-forest/artifacts';
import { terminalColumns, textTable } from '@lambda-forest/cli';
import { formatInteger, shellWord } from '@lambda-forest/text';

import type { Target } from '../train/locations.ts';
import type { Artifacts, ModelId } from '../train/make-artifacts.ts';
import type { Place } from '../train/versions.ts';

/** What was written, and where. */
export interface Saved {
  readonly artifacts: Pick<Artifacts, 'model' | 'metadata'>;
  readonly id: ModelId;
  readonly target: Target;
  readonly place: Place;
  /** The name of the filled-in card of the model that was replaced. */
  readonly keptCard: string | undefined;
}

/** Where the model is, and what to do next: lines for a person. */
export function describeSaved({ artifacts, id, target, place, keptCard }: Saved): string[] {
  return [
    describeFile(place.folder, artifacts.model.length),
    ...(place.replaces ? ['It replaced another model.'] : []),
    ...(keptCard === undefined ? [] : [`The model card that was filled in is now ${keptCard}.`]),
    '',
    ...describeNextSteps(id.name, target, place.folder, [openReport(place.folder)]),
  ];
}

/** A line for the file of a model. */
export function describeFile(folder: string, bytes: number): string {
  const file = join(shown(folder), ARTIFACT_FILES.model);
  return `Model saved to ${file} (${formatInteger(bytes)} bytes)`;
}

/** A command, and what it gives. */
type Step = [command: string, what: string];

/** The step to a folder's report. */
export function openReport(folder: string): Step {
  return [
    `  open ${shellWord(join(shown(folder), ARTIFACT_FILES.report))}`,
    'the report, in a browser',
  ];
}

/** @param first steps before the others */
export function describeNextSteps(
  name: string,
  target: Target,
  folder: string,
  first: readonly Step[] = [],
): string[] {
  const model = target.kind === 'versions' ? name : asArgument(shown(folder));
  const steps: Step[] = [
    ...first,
    [`  npx lambda-forest serve --model=${model}`, 'the API, and a page to try it on'],
    [
      `  npx lambda-forest deploy --model=${model} --stage=staging --dry-run`,
      'what AWS would get, and its price',
    ],
  ];
  return ['Next', ...textTable(steps, ['left', 'left'], terminalColumns(process.stdout))];
}

/** From the working directory, where it is below it. */
function shown(folder: string): string {
  const fromHere = relative(process.cwd(), folder);
  return fromHere.startsWith('..') ? folder : fromHere;
}

/** A folder as `--model` takes it, typed into a shell. */
function asArgument(folder: string): string {
  return shellWord(folder.includes(sep) ? folder : `.${sep}${folder}`);
}
