/** Names the pointer to a model's latest version, beside the folders of its versions. */
export const LATEST_FILE = 'latest.json';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What a model's name, or its version, consists of: for messages and help. */
export const MODEL_NAME_EXPECTS =
  'up to 64 letters, digits, dots, dashes and underscores, the first a letter or digit';

/**
 * Whether a text can be a model's name or version. They become parts of paths, of URLs and of answers, so they
 * hold nothing that needs quoting anywhere, and are not `latest.json`.
 */
export function isModelName(text: string): boolean {
  return NAME.test(text) && text !== LATEST_FILE;
}

/** A model of the folder of all models. */
export interface NamedModel {
  readonly name: string;
  /** Undefined: the one that `latest.json` names. */
  readonly version: string | undefined;
}
