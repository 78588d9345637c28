import { spellFlags } from '@lambda-forest/cli';
import type { ReportInput } from '@lambda-forest/report';

/** The two files for people: `report.html` and `model-card.md`. */
export interface ReportFiles {
  readonly report: string;
  readonly card: string;
}

/** Drawing takes a while to load, and only a model that is written needs it. */
export async function renderFiles(input: ReportInput): Promise<ReportFiles> {
  const { modelCard, renderReport } = await import('@lambda-forest/report');
  return { report: spellFlags(renderReport(input)), card: modelCard(input, spellFlags) };
}
