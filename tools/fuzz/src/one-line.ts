/** Control characters, line breaks among them: a message that has one can move a terminal's cursor. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** @throws for a message that is no line of text that a terminal shows as it is */
export function requireOneLine(message: string): void {
  if (CONTROL.test(message)) throw new Error(`a control character in ${JSON.stringify(message)}`);
}
