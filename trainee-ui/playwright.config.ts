import { defineConfig } from '@playwright/test';

const fakePort = Number(process.env.FAKE_PORT ?? 4173);
const real = process.env.PAGEFAULT_E2E !== 'fake';

/** Two specs: the smoke test against a scripted server, and a whole drill against the real one. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'target/playwright',
  workers: 1,
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  projects: [
    { name: 'fake', testMatch: 'smoke.spec.ts', timeout: 9 * 60_000, use: { baseURL: `http://127.0.0.1:${fakePort}` } },
    ...(real ? [{ name: 'real', testMatch: 'drill.spec.ts', timeout: 20 * 60_000 }] : []),
  ],
  webServer: { command: `node e2e/fake/server.mjs ${fakePort}`, url: `http://127.0.0.1:${fakePort}/healthz`, reuseExistingServer: false },
});
