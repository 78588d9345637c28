/** The configurations of `cases/configurations.json`: each stage is completed to one that could be deployed. */
import cases from '../cases/configurations.json' with { type: 'json' };

const DOMAIN = {
  name: 'predict.example.com',
  certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/x',
};

type StageCase = (typeof cases.refused | typeof cases.deployable)[number]['stage'];

/** A configuration with the stage of a case, another one, and a tag of both. */
export function configurationOf(stage: StageCase): object {
  const region = 'eu-west-1';
  const given = JSON.parse(JSON.stringify(stage), (_, value: unknown) => repeated(value)) as {
    readonly domain?: object;
  };
  const domain = given.domain === undefined ? {} : { domain: { ...DOMAIN, ...given.domain } };
  return {
    tags: { project: 'forest' },
    stages: {
      other: { region, domain: { ...DOMAIN, name: 'taken.example.com' } },
      staging: { region, ...given, ...domain },
    },
  };
}

/** `{"$repeat": "a-#", "times": 2}` stands for a long list: `["a-1", "a-2"]`. */
function repeated(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$repeat' in value)) return value;
  const { $repeat: text, times } = value as { $repeat: string; times: number };
  return Array.from({ length: times }, (_, i) => text.replace('#', String(i + 1)));
}
