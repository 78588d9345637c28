/** For CDK apps of one's own: docs/deployment-elsewhere.md. */
export { PredictionService } from './constructs/prediction-service.ts';
export type { PredictionServiceProps, ServiceOptions } from './constructs/prediction-service.ts';
export type { ExistingResources } from './constructs/existing-resources.ts';
export { readPackage } from './package/read-package.ts';
export type { FunctionPackage } from './package/read-package.ts';
