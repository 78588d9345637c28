/** The instructions of protocols 2 to 5 (Lib/pickletools.py), but for those that end a pickle or build an object. */
import type { PickleReader } from './pickle-reader.ts';
import type { PickleStack } from './pickle-stack.ts';

type Instruction = (stack: PickleStack, reader: PickleReader) => void;

/** By code. */
export const INSTRUCTIONS: Readonly<Record<number, Instruction>> = {
  0x80: requireProtocol,
  0x95: (_, reader) => reader.skip(8), // FRAME: its length

  [code('N')]: (stack) => stack.push(null),
  0x88: (stack) => stack.push(true),
  0x89: (stack) => stack.push(false),
  [code('K')]: (stack, reader) => stack.push(reader.byte()),
  [code('M')]: (stack, reader) => stack.push(reader.unsigned(2)),
  [code('J')]: (stack, reader) => stack.push(reader.int32()),
  0x8a: (stack, reader) => stack.push(reader.long(reader.byte())),
  [code('G')]: (stack, reader) => stack.push(reader.float64()),
  0x8c: (stack, reader) => stack.push(reader.text(reader.byte())),
  [code('X')]: (stack, reader) => stack.push(reader.text(reader.unsigned(4))),
  0x8d: (stack, reader) => stack.push(reader.text(reader.unsigned(8))),
  [code('C')]: (stack, reader) => stack.push(reader.bytes(reader.byte())),
  [code('B')]: (stack, reader) => stack.push(reader.bytes(reader.unsigned(4))),
  0x8e: (stack, reader) => stack.push(reader.bytes(reader.unsigned(8))),
  0x96: (stack, reader) => stack.push(reader.bytes(reader.unsigned(8))),

  [code('(')]: (stack) => stack.mark(),
  [code(')')]: (stack) => stack.push([]),
  [code('t')]: (stack) => stack.push(stack.popMarked()),
  0x85: (stack) => stack.push(stack.popMany(1)),
  0x86: (stack) => stack.push(stack.popMany(2)),
  0x87: (stack) => stack.push(stack.popMany(3)),
  [code(']')]: (stack) => stack.push([]),
  [code('a')]: (stack) => stack.append(stack.popMany(1)),
  [code('e')]: (stack) => stack.append(stack.popMarked()),
  0x8f: (stack) => stack.push([]), // a set
  0x90: (stack) => stack.append(stack.popMarked()),
  0x91: (stack) => stack.push(stack.popMarked()),
  [code('}')]: (stack) => stack.push(new Map()),
  [code('s')]: (stack) => stack.setItems(stack.popMany(2)),
  [code('u')]: (stack) => stack.setItems(stack.popMarked()),
  [code('0')]: (stack) => void stack.pop(),

  [code('q')]: (stack, reader) => stack.remember(reader.byte()),
  [code('r')]: (stack, reader) => stack.remember(reader.unsigned(4)),
  0x94: (stack) => stack.remember(),
  [code('h')]: (stack, reader) => stack.recall(reader.byte()),
  [code('j')]: (stack, reader) => stack.recall(reader.unsigned(4)),

  [code('c')]: (stack, reader) => stack.pushGlobal([reader.line(), reader.line()]),
  0x93: (stack) => stack.pushGlobal(stack.popMany(2)),
  [code('R')]: (stack) => stack.pushMade(stack.popMany(2)),
  0x81: (stack) => stack.pushMade(stack.popMany(2)),
};

function requireProtocol(_: PickleStack, reader: PickleReader): void {
  const version = reader.byte();
  if (version < 2 || version > 5) throw reader.refuse(`protocol ${version}`);
}

export function code(character: string): number {
  return character.charCodeAt(0);
}
