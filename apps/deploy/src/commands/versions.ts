import { JSON_OUTPUT, textTable } from '@lambda-forest/cli';

import { listVersions, readAlias } from '../aws/versions.ts';
import type { Alias, FunctionVersion } from '../aws/versions.ts';
import { defineCommand } from './command.ts';
import { readService } from './service.ts';
import { CONFIG, MODEL, STAGE } from './shared-options.ts';
import { loadTarget, reach } from './target.ts';

export const versionsCommand = defineCommand({
  options: { stage: STAGE, model: MODEL, config: CONFIG, json: JSON_OUTPUT },
  async run(options, context) {
    const { terminal } = context;
    const target = await reach(await loadTarget(options, context), context);
    const service = await readService(target, context);
    const { lambda } = target.clients;
    const [alias, versions] = await Promise.all([
      readAlias(lambda, service.functionName, service.aliasName),
      listVersions(lambda, service.functionName),
    ]);
    if (options.json === true) {
      terminal.document({
        function: service.functionName,
        alias: service.aliasName,
        live: alias.version,
        deployed: service.version,
        versions: versions.map((version) => ({ ...version, state: stateOf(version, alias) })),
      });
      return;
    }
    terminal.say('', ...versionLines(versions, alias));
    if (alias.version !== service.version && alias.canary.size === 0) {
      terminal.say('', divergence(alias, service.version, target.words));
    }
  },
});

/** The message if the alias is not at the version of the last deployment. */
function divergence(alias: Alias, deployed: number, words: string): string {
  return `${alias.name} is at version ${alias.version}; the last deployment moved it to ${deployed}. "npx lambda-forest rollback ${words} --to-version=${deployed}" moves it back there.`;
}

/** From new to old. */
function versionLines(versions: readonly FunctionVersion[], alias: Alias): string[] {
  const rows = versions
    .toReversed()
    .map((found) => [
      String(found.version),
      stateOf(found, alias),
      found.published.slice(0, 19).replace('T', ' '),
      found.modelSha256?.slice(0, 12) ?? '',
      Buffer.from(found.codeSha256, 'base64').toString('hex').slice(0, 12),
    ]);
  return textTable(
    [['version', 'state', 'published (UTC)', 'model', 'code'], ...rows],
    ['right', 'left', 'left', 'left', 'left'],
  );
}

function stateOf({ version }: FunctionVersion, alias: Alias): string {
  const share = alias.canary.get(version);
  if (share !== undefined) return `canary ${Math.round(share * 100)} %`;
  if (version === alias.version) return 'live';
  return alias.rolledBack.has(version) ? 'rolled back' : '';
}
