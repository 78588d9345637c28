/** JSON that is not JSON Lines: a list, one object that holds all rows, or objects that take several lines each. */
import { shellWord } from '@lambda-forest/text';

import { pandasCommand } from '../pandas-command.ts';
import type { Foreign } from './foreign.ts';

const TO_JSON_LINES = `to_json('table.jsonl', orient='records', lines=True)`;
const jq = (filter: string) =>
  `Write one object on each line: jq -c ${shellWord(filter)} FILE > table.jsonl`;
const pandas = (orient: string) =>
  `Write its rows as JSON Lines: ${pandasCommand(`read_json('FILE', orient='${orient}')`, TO_JSON_LINES)}`;

type Remedy = string | ((name: string) => string);

/** The first that fits counts. A function gets the name that the pattern finds. */
const SHAPES: readonly (readonly [RegExp, found: string, Remedy])[] = [
  [
    /^\[\s*\[/,
    'a list of lists in JSON',
    `Write CSV, with a line of the columns' names: jq -r '.[] | @csv' FILE > table.csv`,
  ],
  [/^\[\s*["{]/, 'a list in JSON', jq('.[]')],
  [/^\{\s*"columns"\s*:\s*\[/, 'a table that pandas wrote in JSON', pandas('split')],
  [/^\{\s*"schema"\s*:\s*\{\s*"fields"/, 'a table that pandas wrote in JSON', pandas('table')],
  [/^\{\s*"type"\s*:\s*"FeatureCollection"/, 'GeoJSON', jq('.features[].properties')],
  [
    /^\{(?:[^[{]*?,)?\s*"([^"\\]*)"\s*:\s*\[\s*\{/,
    'an object of JSON that holds a list of objects',
    (name) => jq(`.[${JSON.stringify(name)}][]`),
  ],
  [/^\{\s*"\d+"\s*:\s*\{/, 'an object of JSON that holds all rows', pandas('index')],
  [
    /^\{\s*"[^"\\]*"\s*:\s*(?:\[|\{\s*"\d+"\s*:)/,
    'an object of JSON that holds all columns',
    pandas('columns'),
  ],
];

/**
 * Undefined for JSON Lines, and for what is no JSON.
 *
 * @param text the start of a file
 */
export function jsonDocument(text: string): Foreign | undefined {
  const body = text.trim();
  if (body.startsWith('{') && isFirstLineAnObject(body)) return undefined;
  const expected = 'JSON Lines: an object on each line';
  for (const [shape, found, remedy] of SHAPES) {
    const match = shape.exec(body);
    if (match === null) continue;
    return { found, expected, remedy: typeof remedy === 'string' ? remedy : remedy(match[1]!) };
  }
  if (!/^\{\s*\n/.test(body)) return undefined;
  return { found: 'objects of JSON that take several lines each', expected, remedy: jq('.') };
}

/** Whether a line ends as an object does, and others follow. */
function isFirstLineAnObject(body: string): boolean {
  const [, first] = /^([^\n]*)\n/.exec(body) ?? [];
  return first !== undefined && /\}\s*,?\s*$/.test(first);
}
