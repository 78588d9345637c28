import { wordsOf } from '@lambda-forest/schema';

/** Texts that are examined. */
const SAMPLE = 1_000;
/** Multiples of it, without their whole parts, are spread evenly, and out of step with what alternates. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
/** Texts of at least this many words, all but one of them with letters, are sentences, titles, addresses; others are names. */
const WORDS_OF_TEXT = 3;
const MOSTLY = 0.5;
/** A word in fewer texts than this, or than a hundredth, says nothing of other texts, and nor does one in all of them. */
const FEWEST_TEXTS = 3;
const COMMON = 0.01;
/** At least this share of the texts must have such a word. */
const WITH_COMMON = 0.25;
/** The least share of rows whose name another row has too. */
const REPEATED = 0.2;

const LETTER = /\p{L}/u;

/**
 * What a column of very many different texts is: `text`, where most have several words and share some; `names`, where
 * enough rows have the same; undefined, where a text says nothing of other rows, as an identifier.
 *
 * @param texts distinct, not missing
 * @param counts rows per text
 */
export function kindOfTexts(
  texts: readonly string[],
  counts: readonly number[],
): 'names' | 'text' | undefined {
  if (areWordy(texts)) return 'text';
  let [rows, repeated] = [0, 0];
  for (const count of counts) {
    rows += count;
    if (count > 1) repeated += count;
  }
  return repeated >= rows * REPEATED ? 'names' : undefined;
}

function areWordy(texts: readonly string[]): boolean {
  const words = sampleOf(texts).map((text) => [...new Set(wordsOf(text))]);
  const sample = words.map((each) => each.filter((word) => LETTER.test(word)));
  const isWordy = (each: readonly string[], i: number) =>
    each.length >= WORDS_OF_TEXT && sample[i]!.length >= WORDS_OF_TEXT - 1;
  if (words.filter(isWordy).length < sample.length * MOSTLY) return false;
  const textsWith = new Map<string, number>();
  for (const word of sample.flat()) textsWith.set(word, (textsWith.get(word) ?? 0) + 1);
  const enough = Math.max(FEWEST_TEXTS, sample.length * COMMON);
  const tells = (texts: number) => texts >= enough && texts <= sample.length - enough;
  const shared = sample.filter((words) => words.some((word) => tells(textsWith.get(word)!)));
  return shared.length >= sample.length * WITH_COMMON;
}

function sampleOf(texts: readonly string[]): readonly string[] {
  if (texts.length <= SAMPLE) return texts;
  return Array.from(
    { length: SAMPLE },
    (_, i) => texts[Math.floor(((i * GOLDEN_RATIO) % 1) * texts.length)]!,
  );
}
