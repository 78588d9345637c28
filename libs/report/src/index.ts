export { modelCard } from './model-card.ts';
export { renderReport } from './render-report.ts';
export type {
  Evaluation,
  Explanation,
  Importances,
  ModelFacts,
  OutOfBagCurve,
  ReportInput,
  TrainingFindings,
} from './report-input.ts';
