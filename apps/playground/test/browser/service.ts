/** The page and its policy with a service behind it, as `serve` starts them for a model. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Service {
  readonly url: string;
  stop(): void;
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const PROGRAM = path('../../../inference/program/main.ts');
const TRAINER = path('../../../trainer/src/main.ts');

/** Trains by the command line, as users do. @returns the model file */
export function train(folder: string, ...options: readonly string[]): string {
  const args = [TRAINER, 'train', `--output-dir=${folder}`, '--folds=2', ...options];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: quiet() });
  if (status !== 0) throw new Error(`The training failed: ${stderr}`);
  return `${folder}/model.forest`;
}

/** Runs a program beside the tests that writes a file. @returns the file */
export function write(program: string, file: string): string {
  const args = [path(program), file];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: quiet() });
  if (status !== 0) throw new Error(`The program failed: ${stderr}`);
  return file;
}

/** Starts the service and waits for its address. */
export async function serve(modelFile: string): Promise<Service> {
  const args = [PROGRAM, 'serve', `--model=${modelFile}`, '--port=0', '--log-level=SILENT'];
  const child = spawn(process.execPath, args, {
    env: quiet(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const [, found] = /^Playground: (\S+)$/m.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`The service ended with ${code}.`)));
  });
  return { url, stop: () => void child.kill() };
}

/** Without what the test's own runner says to its processes. */
function quiet(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' };
}
