/** The content of `latest.json`. */
export function latestText(version: string): string {
  return `${JSON.stringify({ version })}\n`;
}
