import type { PieceBatch, TaskItem } from '@lambda-forest/s3';
import type { Piece } from '@lambda-forest/scale';

/** What a call of the map was to do, by its input: pieces to score, or a task of a training. */
export function workOfCall(input: string): string {
  const { Items, task, list } = JSON.parse(input) as Partial<PieceBatch & TaskItem>;
  if (Items !== undefined) return Items.map(nameOf).join(', ');
  return task === undefined ? 'one' : `task ${task} of ${list}`;
}

function nameOf(piece: Piece): string {
  const name = `${piece.id} of ${piece.key}`;
  if (piece.kind === 'groups') return `${name} (row groups ${piece.from} to ${piece.to - 1})`;
  return piece.kind === 'bytes' ? `${name} (bytes ${piece.start} to ${piece.end - 1})` : name;
}
