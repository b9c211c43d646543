// What a browser must fetch before the first screen stands: the entry, all that it imports
// statically, and their style sheets. Fails above the budget; says so when nothing is built yet.
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 250;
const manifestFile = new URL('../dist/.vite/manifest.json', import.meta.url);
if (!existsSync(manifestFile)) {
  console.log('first load: not built yet (npm run build), so not measured');
  process.exit(0);
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
const files = new Set(['index.html']);
const visit = (key) => {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const imported of chunk.imports ?? []) visit(imported);
};
visit('index.html');
let bytes = 0;
for (const file of files) {
  bytes += gzipSync(readFileSync(new URL(`../dist/${file}`, import.meta.url))).length;
}
const kb = Math.round(bytes / 102.4) / 10;
console.log(`first load: ${kb} KB gzipped in ${files.size} files (budget ${BUDGET_KB} KB)`);
if (kb > BUDGET_KB) process.exit(1);
