import type { CommandTable } from '@lambda-forest/cli';

/** What others see of `commands.ts`: the types of the CDK behind it hold only without `exactOptionalPropertyTypes`. */
export declare const COMMANDS: CommandTable;
