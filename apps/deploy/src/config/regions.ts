import { RegionInfo } from 'aws-cdk-lib/region-info';
import { nearestName } from '@lambda-forest/text';

/** What is wrong with a region's name: the CDK makes no stack for a region that it does not know. */
export function regionMistake(name: string): string | undefined {
  const known = RegionInfo.regions.map((region) => region.name);
  if (known.includes(name)) return undefined;
  const near = nearestName(name, known);
  const meant = near === undefined ? 'such as "eu-west-1"' : `perhaps "${near}"`;
  return `expected a region that the installed aws-cdk-lib knows, ${meant}`;
}

/** The partition of a known region, as ARNs name it: `aws`, `aws-cn`, `aws-eusc`, ... */
export function partitionOf(region: string): string {
  return RegionInfo.get(region).partition ?? 'aws';
}

/** Where each partition has its console. */
const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-eusc': 'console.amazonaws-eusc.eu',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-iso': 'console.c2shome.ic.gov',
  'aws-iso-b': 'console.sc2shome.sgov.gov',
  'aws-iso-e': 'console.csphome.adc-e.uk',
  'aws-iso-f': 'console.csphome.hci.ic.gov',
};

/** The address of a region's console, without a slash at the end. */
export function consoleUrl(region: string): string {
  return `https://${region}.${CONSOLES[partitionOf(region)] ?? CONSOLES['aws']}`;
}
