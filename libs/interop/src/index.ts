export { ForeignModelError } from './errors.ts';
export type {
  ForeignCategory,
  ForeignColumn,
  ForeignModel,
  ForeignNumber,
  LibraryName,
  ReadingChoice,
} from './foreign-model.ts';
export { MAX_FOREIGN_BYTES, readForeignModel } from './read-model.ts';
