// Reads each script as a module, as the browser will, and names those that do not parse.
// Run with --experimental-vm-modules (`node --check` accepts a broken module).
import { readFileSync } from 'node:fs';
import { SourceTextModule } from 'node:vm';

for (const file of process.argv.slice(2)) {
  try {
    new SourceTextModule(readFileSync(file, 'utf8'), { identifier: file });
  } catch (refusal) {
    console.error(`${file}: ${refusal.message}`);
    process.exitCode = 1;
  }
}
