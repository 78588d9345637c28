import type { PieceBatch, TaskItem } from '@lambda-forest/s3';
import type { Piece } from '@lambda-forest/scale';

interface Work {
  /** What the map counts. */
  readonly items: 'pieces' | 'tasks';
  readonly name: string;
}

/** What a call of the map was to do, by its input: to score pieces, or a task of a training. */
export function workOfCall(input: string): Work {
  const { Items, task, list } = JSON.parse(input) as Partial<PieceBatch & TaskItem>;
  return Items === undefined
    ? { items: 'tasks', name: `task ${task} of ${list}` }
    : { items: 'pieces', name: Items.map(nameOf).join(', ') };
}

function nameOf(piece: Piece): string {
  const name = `${piece.id} of ${piece.key}`;
  if (piece.kind === 'groups')
    return `${name} (row groups ${piece.from} to ${piece.to - 1}, counted from 0)`;
  return piece.kind === 'bytes' ? `${name} (bytes ${piece.start} to ${piece.end - 1})` : name;
}
