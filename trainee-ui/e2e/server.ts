import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The launcher may have to build first. */
const READY_WITHIN_MS = 10 * 60_000;
const STOP_WITHIN_MS = 15_000;

export interface RealServer {
  url: string;
  stop: () => Promise<void>;
}

/** PAGEFAULT_URL names a server that runs already; otherwise one is started. */
export async function realServer(): Promise<RealServer> {
  const url = process.env.PAGEFAULT_URL;
  return url ? { url, stop: () => Promise.resolve() } : startServer();
}

/**
 * Starts `pagefault serve` on a free port with a data folder of its own; resolves when it answers. Whether the
 * scenarios are proven as they stand is another test's to say.
 */
async function startServer(): Promise<RealServer> {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'pagefault-e2e-'));
  const launcher = new URL('../../pagefault', import.meta.url).pathname;
  const child = spawn(launcher, ['serve', '--unproven', '--port', String(port), '--data', data], {
    detached: true, stdio: ['ignore', 'inherit', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await stopped(child);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await answers(`${url}/healthz`, child);
  } catch (failure) {
    await stop();
    throw failure;
  }
  return { url, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

async function answers(url: string, child: ChildProcess) {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode} before it listened`);
    const ok = await fetch(url).then((r) => r.ok).catch(() => false);
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`the server did not answer at ${url} in time`);
}

/** Ends the launcher and the JVM that it started: they are one process group. */
function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.pid === undefined) return resolve();
    const group = -child.pid;
    const hard = setTimeout(() => signal(group, 'SIGKILL'), STOP_WITHIN_MS);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    signal(group, 'SIGTERM');
  });
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended by itself meanwhile
  }
}
