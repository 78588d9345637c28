/** The command that sends the same request from a terminal. */

/** @param body one line of JSON */
export function curlCommand(address: string, body: string): string {
  const lines = [
    `curl ${quote(address)}`,
    `-H 'content-type: application/json'`,
    `-d ${quote(body)}`,
  ];
  return lines.join(' \\\n  ');
}

/** Quotes any text as one word of a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
