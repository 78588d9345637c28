export { modelCard } from './model-card.ts';
export { renderReport } from './render-report.ts';
export type {
  Evaluation,
  Explanation,
  ModelFacts,
  OutOfBagCurve,
  ReportInput,
  TrainingFindings,
} from './report-input.ts';
