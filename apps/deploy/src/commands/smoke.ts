import { JSON_OUTPUT, choice, text, UsageError } from '@lambda-forest/cli';
import { printable } from '@lambda-forest/text';

import { apiAddress, regionOf } from '../aws/api-address.ts';
import { checkService, TOKEN_VARIABLE } from './check-service.ts';
import { defineCommand } from './command.ts';

export const smokeCommand = defineCommand({
  notes: [`With --auth=jwt the bearer token is taken from the environment: ${TOKEN_VARIABLE}.`],
  options: {
    url: {
      kind: text('URL', /^https?:\/\/[^\s?#]+$/, 'an address that begins with https:// or http://'),
      description: 'Address of the API, as the deployment printed it.',
    },
    auth: {
      kind: choice('iam', 'jwt', 'none'),
      description: 'Authentication of the service.',
      default: 'iam',
    },
    region: {
      kind: text('REGION', /^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as eu-west-1'),
      description: 'Region that requests are signed for.',
      defaultText: 'the one that the address names',
    },
    'model-sha256': {
      kind: text('HEX', /^[0-9a-fA-F]{64}$/, '64 hexadecimal digits'),
      description: 'SHA-256 of the model file that must answer.',
      defaultText: 'any',
    },
    json: JSON_OUTPUT,
  },
  async run(options, context) {
    if (options.url === undefined || !URL.canParse(options.url)) {
      throw new UsageError(
        `Found ${options.url === undefined ? 'no address' : printable(options.url)}, expected the address of a service.`,
        'Write --url=https://..., as the deployment printed it.',
      );
    }
    const region = options.region ?? regionOf(options.url) ?? context.env['AWS_REGION'];
    if (options.auth === 'iam' && region === undefined) {
      throw new UsageError(
        `Found ${options.url}, expected an address that names its region.`,
        'Add --region=eu-west-1, or --auth=none if the service is open.',
      );
    }
    const report = await checkService(
      {
        url: apiAddress(options.url, context.env['AWS_ENDPOINT_URL']),
        auth: options.auth,
        region: region ?? '',
        ...(options['model-sha256'] !== undefined && { modelSha256: options['model-sha256'] }),
      },
      context,
      'Check the address that the deployment printed; if it is right, "npx lambda-forest logs" has the reason.',
    );
    if (options.json === true) context.terminal.document(report);
  },
});
