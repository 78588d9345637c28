export { openApiDocument } from './document.ts';
export { exampleBody, exampleFeatures } from './examples.ts';
