import { LambdaForestError, nearestName, option, printable, quote } from '@lambda-forest/text';

import { ARTIFACT_FILES } from './layout.ts';
import type { KnownModels } from './known-models.ts';
import { MODEL_NAME_EXPECTS } from './model-name.ts';
import type { NamedModel } from './model-name.ts';
import { byVersion, newestFirst } from './next-version.ts';

const MAX_NAMED = 12;

/** Thrown for a text that is no reference to a model: not `<name>`, `<name>@<version>` or a path. */
export class ModelReferenceError extends LambdaForestError {
  constructor(found: string) {
    super(
      'MODEL_REFERENCE',
      `Found the model ${quote(found)}, expected NAME or NAME@VERSION, each of ${MODEL_NAME_EXPECTS}, or a path.`,
      {
        remedy:
          'The folders below artifacts/ are the names, the folders in them the versions; write a path as ./out/model.',
      },
    );
  }
}

/** Thrown for a `latest.json` that names no version: it was truncated or not written by the trainer. */
export class LatestVersionError extends LambdaForestError {
  constructor(cause?: unknown) {
    super(
      'LATEST_VERSION',
      'Found a latest.json that names no version, expected {"version":"..."}.',
      {
        remedy: 'Train the model again, or name the version: NAME@VERSION.',
        cause,
      },
    );
  }
}

/** Thrown for a missing model or version; it names the existing ones. */
export class UnknownModelError extends LambdaForestError {
  /** @param isPath whether there is a model's file or folder at the path that the name is */
  constructor({ name, version }: NamedModel, { names, versions }: KnownModels, isPath = false) {
    const nearest = nearestName(name, names);
    const [newest] = newestFirst(versions);
    if (newest === undefined) {
      super(
        'MODEL_UNKNOWN',
        `Found no model ${name}, expected ${names.length === 0 ? 'one that was trained; there is none yet' : oneOf(names)}.`,
        {
          remedy: isPath
            ? `Write the path of a file or folder as ./${name}.`
            : `${nearest === undefined ? 'Train' : `Did you mean ${nearest}? Otherwise train`} it with "npx lambda-forest train ${option('name')}=${name}".`,
        },
      );
    } else if (version === undefined) {
      super(
        'MODEL_UNKNOWN',
        `Found no latest.json that says which version of ${name} is meant, expected one, or the version after an @.`,
        { remedy: `Name the version: ${name}@${newest}.` },
      );
    } else {
      super(
        'MODEL_UNKNOWN',
        `Found no version ${version} of the model ${name}, expected ${oneOf(versions)}.`,
        { remedy: `Name one of these, such as ${name}@${newest}.` },
      );
    }
  }
}

/** Thrown for a path that leads to no model. */
export class UnknownModelPathError extends LambdaForestError {
  constructor(path: string) {
    super(
      'MODEL_UNKNOWN',
      `Found no model at ${printable(path)}, expected a model file or a folder with ${ARTIFACT_FILES.model}.`,
      {
        remedy: `Correct the path; training writes the file into the folder of ${option('output-dir')}.`,
      },
    );
  }
}

function oneOf(texts: readonly string[]): string {
  const sorted = texts.toSorted(byVersion);
  const rest = sorted.length - MAX_NAMED;
  const named = sorted.slice(0, MAX_NAMED).join(', ');
  if (sorted.length === 1) return named;
  return `one of ${named}${rest > 0 ? ` and ${rest} more` : ''}`;
}
