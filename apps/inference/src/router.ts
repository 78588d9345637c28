/** What a path leads to in this service: its methods, and whether it means the model that is served. */
import type { ModelId, Path } from '@lambda-forest/api';

/** The header Allow of a path. */
export function allowedMethods({ operations }: Path): string {
  return [...operations.keys(), 'OPTIONS'].join(', ');
}

/** Whether a path that names a model, or its version, names this one. */
export function isServed({ parameters }: Path, model: ModelId): boolean {
  const { name, version } = parameters;
  return (
    (name === undefined || decode(name) === model.name) &&
    (version === undefined || decode(version) === model.version)
  );
}

/** A path that is not encoded properly names no model. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
