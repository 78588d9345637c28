import { OPERATIONS } from '@lambda-forest/api';
import { defineConfig } from 'vite';

/** Where `nx run playground:dev` finds the API: the local server, or any other by this variable. */
const API = process.env['PLAYGROUND_API'] ?? 'http://127.0.0.1:3000';
/** The first part of every path: Vite passes on what begins with it. */
const PREFIXES = new Set(OPERATIONS.map(([, { path }]) => path.replace(/(?<=.)\/.*/, '')));

export default defineConfig(({ command }) => ({
  logLevel: command === 'build' ? 'warn' : 'info', // a build is a step of `inference:serve`, which has its own output
  base: './', // works below any path, such as a stage of API Gateway
  build: {
    outDir: '../../dist/apps/playground',
    emptyOutDir: true,
    assetsInlineLimit: 0, // the page's content security policy has no data: addresses
    modulePreload: { polyfill: false },
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
  server: { proxy: Object.fromEntries(Array.from(PREFIXES, (prefix) => [prefix, API])) },
}));
