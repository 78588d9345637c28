export { openApiDocument } from './document.ts';
export type { ApiInfo } from './document.ts';
export { exampleFeatures } from './examples.ts';
