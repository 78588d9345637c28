export { UsageError } from './errors.ts';
export { helpText, optionText } from './help.ts';
export type { CommandHelp } from './help.ts';
export { nxExecutorSchema } from './nx-schema.ts';
export {
  atLeastZero,
  choice,
  closedFraction,
  flag,
  integer,
  openFraction,
  orNone,
  path,
  text,
} from './option-kinds.ts';
export type { OptionKind } from './option-kinds.ts';
export { defaultText } from './option-table.ts';
export type { OptionSpec, OptionTable, OptionValues } from './option-table.ts';
export { parseOptions } from './parse-options.ts';
export { ProgressLine } from './progress-line.ts';
export type { ProgressStream } from './progress-line.ts';
export { textTable } from './text-table.ts';
export type { Alignment } from './text-table.ts';
