export { defineCommand, JSON_OUTPUT } from './command.ts';
export type { Command, CommandDefinition, CommandEntry, CommandTable, Values } from './command.ts';
export { DISK_PROBLEMS } from './disk-failure.ts';
export { UsageError } from './errors.ts';
export { EXIT_CODES, exitCodeOf } from './exit-codes.ts';
export { helpText } from './help.ts';
export {
  atLeastZero,
  choice,
  closedFraction,
  finiteNumber,
  flag,
  integer,
  openFraction,
  orNone,
  path,
  text,
  upToOne,
} from './option-kinds.ts';
export type { OptionKind } from './option-kinds.ts';
export type { OptionSpec, OptionTable, OptionValues } from './option-table.ts';
export { parseOptions } from './parse-options.ts';
export { ProgressLine } from './progress-line.ts';
export { runProgram } from './run-program.ts';
export type { Program } from './run-program.ts';
export type { Host } from './host.ts';
export type { Shell } from './shell.ts';
export { spellFlags } from './spell-flags.ts';
export { terminalColumns } from './terminal-columns.ts';
export { textTable } from './text-table.ts';
export { wrap } from './wrap.ts';
