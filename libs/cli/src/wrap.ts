/** A command within prose, which is copied as a whole. */
const QUOTED_COMMAND = /"(?:npx|git) [^"]*"/g;

/** In the place of a blank that stays where it is: no text that is shown has it. */
const KEPT = '\0';

/** A text in lines of at most `width` letters, but for words and commands in quotes that are longer. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.replace(QUOTED_COMMAND, (command) => command.replaceAll(' ', KEPT)).split(' ');
  for (const word of words.map((each) => each.replaceAll(KEPT, ' '))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A line to be copied as it is, and one whose cells are aligned. */
const COMMAND = /\b(?:FILE|npx|curl)\b/;
const ALIGNED = /\S {2,}\S/;

/**
 * A line as a terminal shows it: prose continues below itself, indented a little more where it was indented.
 *
 * @param columns of the terminal; undefined where there is none, and the line stays whole
 */
export function fit(line: string, columns: number | undefined): string[] {
  const isProse = !COMMAND.test(line.replace(QUOTED_COMMAND, '')) && !ALIGNED.test(line);
  if (columns === undefined || line.length <= columns || !isProse) return [line];
  const body = line.trimStart();
  const indent = line.slice(0, line.length - body.length);
  const below = indent === '' ? '' : `${indent}  `;
  return wrap(body, columns - below.length).map((each, i) => (i === 0 ? indent : below) + each);
}
