import { ModelReferenceError } from './errors.ts';
import { isModelName } from './model-name.ts';
import type { NamedModel } from './model-name.ts';

/** Which model is meant: one of the folder of all models by its name, or any by its path. */
export type ModelReference = NamedModel | ModelPath;

export interface ModelPath {
  /** Of the model's file or of its folder, as given. */
  readonly path: string;
}

/** A reference as the value of a command's option. */
export const modelReference = {
  placeholder: 'NAME[@VERSION]|PATH',
  expects: "a model's name, with or without @ and its version, or the path of its folder or file",
  parse(text: string): ModelReference | undefined {
    try {
      return parseModelReference(text);
    } catch {
      return undefined; // the option's own message says what was expected
    }
  },
};

/** The option of every command that uses a model. */
export const MODEL_OPTION = {
  kind: modelReference,
  description: 'The model; a name without a version means the one that was trained last.',
  default: { name: 'iris', version: undefined },
  defaultText: 'iris',
} as const;

/**
 * Reads `<name>`, `<name>@<version>`, or a path: a text with a slash, or one that ends with `.forest`.
 *
 * @throws {ModelReferenceError} for any other text
 */
export function parseModelReference(text: string): ModelReference {
  if (isPath(text)) return { path: text };
  const separator = text.indexOf('@');
  const name = separator === -1 ? text : text.slice(0, separator);
  const version = separator === -1 ? undefined : text.slice(separator + 1);
  if (!isModelName(name) || (version !== undefined && !isModelName(version))) {
    throw new ModelReferenceError(text);
  }
  return { name, version };
}

/** No name holds a slash, and a folder of the working directory can be written as `./out`. */
function isPath(text: string): boolean {
  return /[/\\]|\.forest$|^\.\.?$/.test(text) && !text.includes('\0');
}
