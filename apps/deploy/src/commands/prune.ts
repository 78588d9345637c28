import { integer, JSON_OUTPUT } from '@lambda-forest/cli';
import { count } from '@lambda-forest/text';

import { deleteVersion, prunable } from '../aws/prune-versions.ts';
import { listVersions, readAlias } from '../aws/versions.ts';
import { defineCommand } from './command.ts';
import { confirm } from './confirm.ts';
import { readService } from './service.ts';
import { CONFIG, MODEL, STAGE, YES } from './shared-options.ts';
import { loadTarget, reach } from './target.ts';

export const pruneCommand = defineCommand({
  notes: [
    'The live version, those of a canary and the one that was deployed last always stay. A deleted one cannot be gone back to.',
  ],
  options: {
    stage: STAGE,
    keep: {
      kind: integer(1, 10_000),
      description: 'How many of the newest versions stay.',
      default: 5,
    },
    model: MODEL,
    config: CONFIG,
    yes: YES,
    json: JSON_OUTPUT,
  },
  async run(options, context) {
    const { terminal } = context;
    const target = await reach(await loadTarget(options, context), context);
    const { functionName, aliasName, version } = await readService(target, context);
    const { lambda } = target.clients;
    const [alias, versions] = await Promise.all([
      readAlias(lambda, functionName, aliasName),
      listVersions(lambda, functionName),
    ]);
    const old = prunable(versions, alias, version, options.keep).map((found) => found.version);
    if (old.length > 0) {
      await confirm(
        `Delete ${count(old.length, 'version')} of ${functionName} (${old.join(', ')}) for good?`,
        options.yes === true,
        terminal,
      );
    }
    for (const each of old) await deleteVersion(lambda, functionName, each);
    terminal.say(
      `Deleted ${count(old.length, 'version')}; ${count(versions.length - old.length, 'version')} left.`,
    );
    if (options.json === true) {
      const left = versions.map((found) => found.version).filter((each) => !old.includes(each));
      terminal.document({ function: functionName, deleted: old, left });
    }
  },
});
