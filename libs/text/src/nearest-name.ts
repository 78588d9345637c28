/**
 * What was probably meant, for a remedy that asks "Did you mean ...?": the candidate that is most like `word`,
 * or undefined if none is close: at most two edits apart, or a third of the longer word's letters; of short words at
 * most half of the letters. Else one that begins with it.
 */
export function nearestName(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const length = Math.max(word.length, candidate.length);
    const bound = Math.max(Math.min(2, Math.floor((length - 1) / 2)), Math.floor(length / 3));
    if (distance <= bound && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? candidates.find((candidate) => isBeginning(word, candidate));
}

/** Fewer letters begin too many words. */
const LEAST_BEGINNING = 3;

function isBeginning(word: string, candidate: string): boolean {
  const begins = candidate.toLowerCase().startsWith(word.toLowerCase());
  return begins && word.length >= LEAST_BEGINNING;
}

/** Levenshtein's distance, one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
