export { modelCard } from './model-card.ts';
export { renderReport } from './render-report.ts';
export type {
  ChoiceFindings,
  Evaluation,
  Explanation,
  Importances,
  ModelFacts,
  OutOfBagCurve,
  ReportInput,
} from './report-input.ts';
