import type { Table } from '@lambda-forest/data';

/** How each file was read, once for all that were read alike: lines for a person. */
export function describeFormats({ parts }: Pick<Table, 'parts'>): string[] {
  const filesOf = new Map<string, string[]>();
  for (const { format, source } of parts) {
    filesOf.set(format, [...(filesOf.get(format) ?? []), source]);
  }
  if (filesOf.size === 1) return [`Format  ${parts[0]!.format}`];
  return [...filesOf].map(([format, [first, ...others]], index) => {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return `${index === 0 ? 'Format' : '      '}  ${format}: ${first}${more}`;
  });
}
