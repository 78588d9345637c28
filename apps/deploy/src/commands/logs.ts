import { flag, integer, text } from '@lambda-forest/cli';

import { readLogs } from '../aws/logs.ts';
import { logLine } from './log-line.ts';
import { defineCommand } from './command.ts';
import { readService } from './service.ts';
import { CONFIG, MODEL, STAGE } from './shared-options.ts';
import { loadTarget, reach } from './target.ts';

const MINUTE_MS = 60_000;
const POLL_MS = 3_000;

/** Lines reach CloudWatch late and out of order: following the log reads it again this far back. */
const OVERLAP_MS = 30_000;

export const logsCommand = defineCommand({
  options: {
    stage: STAGE,
    minutes: {
      kind: integer(1, 43_200),
      description: 'How far to look back.',
      default: 15,
    },
    filter: {
      kind: text('PATTERN', /^.{1,1024}$/, 'a filter pattern of CloudWatch Logs'),
      description: 'The lines to print, such as \'{ $.level = "ERROR" }\'.',
      defaultText: 'all',
    },
    follow: { kind: flag, description: 'Follow new lines until Ctrl-C.' },
    raw: { kind: flag, description: 'Print the lines unchanged: one JSON document each.' },
    model: MODEL,
    config: CONFIG,
  },
  async run({ minutes, filter, follow, raw, ...options }, context) {
    const { terminal, now, wait } = context;
    const target = await reach(await loadTarget(options, context), context);
    const { logGroupName } = await readService(target, context);
    const seen = new Map<string, number>();
    let from = now() - minutes * MINUTE_MS;
    for (;;) {
      const start = now();
      const events = readLogs(target.clients.logs, logGroupName, from, filter);
      for await (const { id, time, message } of events) {
        if (seen.has(id)) continue;
        seen.set(id, time);
        terminal.say(raw === true ? message : logLine(time, message));
      }
      if (follow !== true) return;
      from = Math.max(from, start - OVERLAP_MS);
      for (const [id, time] of seen) if (time < from) seen.delete(id);
      await wait(POLL_MS);
    }
  },
});
