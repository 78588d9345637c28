import type { FieldCase } from '../field-case.ts';

const DEPLOY = 'lambda-forest deploy --dry-run';

/** The dry run of a configuration of the folder, without credentials. */
function dryRun(config: string, words = '--stage=staging'): string {
  return `sed "s#REPO#$ROOT#" configs/${config}.config.ts >$OUT/deploy.config.ts
    ${DEPLOY} ${words} --config=$OUT/deploy.config.ts`;
}

/** Writes a table of 1,000 rows, two numbers and a class, with so many classes. */
const table = (classes: number) =>
  `awk 'BEGIN { print "a,b,y"; for (i = 0; i < 1000; i++) print i "," i % 7 ",c" i % ${classes} }' >$OUT/t.csv`;

/** Configurations, names, costs and documents of a deployment. */
export const DEPLOYMENT_CASES: readonly FieldCase[] = (
  [
    {
      id: 'online 2',
      script: `${table(2)}
        lambda-forest train --data=$OUT/t.csv --name=iris-eu $Q >$OUT/log
        ${dryRun('stack-collision', '--stage=eu-staging --model=iris')}
        ${dryRun('stack-collision', '--stage=staging --model=$OUT/model')}`,
      says: [
        /^Stack +lambda-forest-iris--[0-9a-f]{8}-eu-staging in eu-west-1$/m,
        /^Stack +lambda-forest-iris-eu-staging in eu-west-1$/m,
      ],
    },
    {
      id: 'online 3',
      script: `lambda-forest package --model=iris >$OUT/log
        unzip -q -d $OUT/function $ROOT/dist/apps/inference-package/iris/function.zip
        echo "import module from './handler.js'; export const { handler } = module;" >$OUT/function/handler.mjs
        TELEMETRY=1 AWS_LAMBDA_FUNCTION_NAME=f node feed.mjs $OUT/function events/batch-all-rows-wrong.json
        lambda-forest synth --stage=staging >$OUT/log
        grep -o '"MetricName": "[A-Z][A-Za-z]*"' $ROOT/dist/apps/deploy/lambda-forest-iris-staging/*.template.json`,
      says: [
        /"RowsRefused":\s*[1-9]/,
        /"MetricName": "RowsRefused"/,
        /"MetricName": "Predictions"/,
      ],
    },
    {
      id: 'online 5',
      script: 'cat $ROOT/docs/deployment.md $ROOT/docs/deployment.es.md',
      says: [/:sub": "repo:OWNER@OWNER_ID\/REPOSITORY@REPOSITORY_ID:environment:staging"/],
      never: [/:sub": "repo:OWNER\/REPOSITORY:/],
    },
    {
      id: 'online 15',
      script: dryRun('region-unknown'),
      exit: 2,
      says: [
        /found "eu-west-9" at stages\.staging\.region, expected a region .*, perhaps "eu-west-/,
      ],
    },
    {
      id: 'online 15',
      script: dryRun('email-twice'),
      exit: 2,
      says: [/emails\.1, expected it only once/],
    },
    { id: 'online 15', script: dryRun('eusc'), says: [/in eusc-de-east-1$/m, /^Valid: /m] },
    {
      id: 'online 15',
      script: dryRun('domain-not-in-zone'),
      exit: 2,
      says: [/expected a name in the zone example\.com/],
    },
    {
      id: 'online 15',
      script: dryRun('cors-wildcard-subdomain'),
      exit: 2,
      says: [/expected each origin by itself/],
    },
    {
      id: 'online 15',
      script: dryRun('tags-case'),
      exit: 2,
      says: [/expected the spelling of the other tag, "project"/],
    },
    {
      id: 'online 15',
      script: `${dryRun('govcloud').replace(DEPLOY, 'lambda-forest synth')} >$OUT/log
        grep -o 'https://us-gov-west-1[^/]*' $ROOT/dist/apps/deploy/lambda-forest-iris-staging/*.template.json`,
      says: [/https:\/\/us-gov-west-1\.console\.amazonaws-us-gov\.com/],
    },
    {
      id: 'online 17',
      script: `${table(100)}
        lambda-forest train --data=$OUT/t.csv --name=hundred $Q >$OUT/log
        ${DEPLOY} --stage=staging --model=$OUT/model`,
      says: [/; 111 metrics, one for each class/, /monitoring \$36\.90/, /^Next steps:$/m],
      never: [/image/i],
    },
    {
      id: 'online 20',
      script: `lambda-forest synth --stage=staging >$OUT/log
        grep -o '/aws/vendedlogs/[a-z-]*' $ROOT/dist/apps/deploy/lambda-forest-iris-staging/*.template.json`,
      says: [/\/aws\/vendedlogs\/lambda-forest-iris-staging-access-/],
    },
    {
      id: 'online 20',
      script: 'lambda-forest prune --help',
      says: [/--keep=/, /never the live one/],
    },
    {
      id: 'online 20',
      script:
        'lambda-forest synth --stage=production >$OUT/log; cat $ROOT/dist/apps/deploy/*production/*.template.json',
      never: [/ReservedConcurrentExecutions/],
    },
    {
      id: 'online 20',
      script: `${DEPLOY} --stage=staging --model=nothere`,
      exit: 2,
      says: [/nothere/],
      never: [/--model=NAME/],
    },
  ] as const satisfies readonly Omit<FieldCase, 'folder'>[]
).map((one) => ({ ...one, folder: 'online' }));
