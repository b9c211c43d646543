// Functions, constants and classes exported from src/ that no other file of src/ or e2e/ mentions. A word match is enough:
// it may miss a dead name that is also a common word, and never reports a living one.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const walk = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(dir, entry.name)) : /\.tsx?$/.test(entry.name) ? [join(dir, entry.name)] : [],
  );
const sources = [...walk(join(root, 'src')), ...walk(join(root, 'e2e'))].map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}));
const declared = /^export (?:async )?(?:function|const|class|let) (\w+)/gm;
const dead = [];
for (const { file, text } of sources) {
  for (const [, name] of text.matchAll(declared)) {
    const word = new RegExp(`\\b${name}\\b`);
    const used = sources.some((other) => other.file !== file && word.test(other.text));
    if (!used) dead.push(`${file.slice(root.length)}: ${name}`);
  }
}
if (dead.length > 0) {
  console.error(`exported, and used by nobody else:\n  ${dead.join('\n  ')}`);
  process.exit(1);
}
console.log('exports: every exported name is used');
