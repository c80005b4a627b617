// Runs a capture that is a Java program: its main class gets the addresses of the model's server and of the collector.
import { spawn } from 'node:child_process';
import { record } from './recorder.mjs';

export async function capture(name) {
  const recorder = await record(name);
  const program = spawn('mvn', ['-q', '-B', 'compile', 'exec:java', `-Dexec.args=${recorder.openai} ${recorder.otlp}`], { stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise(done => program.on('exit', done));
  if (code !== 0) throw new Error(`the Java program of ${name} ended with ${code}`);
  await recorder.finish();
}
