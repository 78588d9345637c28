import { ModelReferenceError } from './errors.ts';
import { isModelName } from './model-name.ts';

/** Which model is meant. */
export interface ModelReference {
  readonly name: string;
  /** Undefined: the one that `latest.json` names. */
  readonly version: string | undefined;
}

/**
 * Reads `<name>` or `<name>@<version>`.
 *
 * @throws {ModelReferenceError} for any other text
 */
export function parseModelReference(text: string): ModelReference {
  const at = text.indexOf('@');
  const name = at === -1 ? text : text.slice(0, at);
  const version = at === -1 ? undefined : text.slice(at + 1);
  if (!isModelName(name) || (version !== undefined && !isModelName(version))) {
    throw new ModelReferenceError(text);
  }
  return { name, version };
}
