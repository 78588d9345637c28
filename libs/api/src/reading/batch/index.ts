export { readCsv } from './read-csv.ts';
export { readInstances } from './read-instances.ts';
