/** The command that sends the same request from a terminal. */
import { shellQuote } from '@lambda-forest/text';

/** @param body one line of JSON */
export function curlCommand(address: string, body: string): string {
  const lines = [
    `curl ${shellQuote(address)}`,
    `-H 'content-type: application/json'`,
    `-d ${shellQuote(body)}`,
  ];
  return lines.join(' \\\n  ');
}
