export { ForeignModelError } from './errors.ts';
export type {
  ForeignCategory,
  ForeignColumn,
  ForeignModel,
  ForeignNumber,
  LibraryName,
  ReadingChoice,
} from './foreign-model.ts';
export { readForeignModel } from './read-model.ts';
