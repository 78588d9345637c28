import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

/** CDK's own name for it. */
const REPORT_FILE = 'validation-report.json';

const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      conclusion: z.enum(['success', 'failure']),
      violations: z.array(
        z.object({
          ruleName: z.string(),
          description: z.string(),
          violatingConstructs: z.array(z.object({ constructPath: z.string().optional() })),
        }),
      ),
    }),
  ),
});

/**
 * The rules that CDK found broken while it synthesised, warnings included: CloudFormation's own, which
 * `validateAgainstDefaultRules` asks for, and those of the packs of cdk-nag.
 *
 * @param assemblyDirectory where CDK left its report
 * @returns each as `rule at place: description`; without the suppressed ones
 */
export function readBrokenRules(assemblyDirectory: string): string[] {
  const text = readFileSync(join(assemblyDirectory, REPORT_FILE), 'utf8');
  const { pluginReports } = reportSchema.parse(JSON.parse(text));
  return pluginReports.flatMap(({ pluginName, conclusion, violations }) => {
    const broken = violations.flatMap(({ ruleName, description, violatingConstructs }) =>
      violatingConstructs.map(
        ({ constructPath = 'the template' }) =>
          `${ruleName} at ${constructPath}: ${description.replace(/\.$/, '')}`,
      ),
    );
    return conclusion === 'failure' && broken.length === 0 ? [`${pluginName} failed`] : broken;
  });
}
