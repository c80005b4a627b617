// Builds dist when a source is newer than it; `mvn` calls this on every build, so the usual case must cost nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const stamp = join(here, 'dist/.built');
const lock = join(here, 'package-lock.json');
const installed = join(here, 'node_modules/.spoor-installed');
const sources = [
  'src',
  'public',
  'index.html',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'build.mjs',
  '../server/src/main/resources/dev/spoor/server/api/openapi.yaml',
];

/** The latest change in a file or folder, in epoch milliseconds; what a build writes itself does not count. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return path.endsWith('schema.ts') ? 0 : stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function npm(...args) {
  const { status, error } = spawnSync('npm', args, { cwd: here, stdio: 'inherit' });
  if (error) {
    console.error(
      `The UI needs Node.js 20.19 or later with npm to be built; "npm" did not start: ${error.message}`,
    );
    process.exit(1);
  }
  if (status !== 0) process.exit(status ?? 1);
}

if (modified(installed) < modified(lock)) {
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(installed, '');
}
if (
  process.argv[2] !== 'install' &&
  modified(stamp) < Math.max(...sources.map((path) => newest(join(here, path))))
) {
  const started = new Date();
  npm('run', '--silent', 'build');
  // Names hold hashes: what an earlier build left there would go into the jar for ever.
  rmSync(join(here, 'target/classes/dev/spoor/ui'), { recursive: true, force: true });
  writeFileSync(stamp, '');
  utimesSync(stamp, started, started);
}
