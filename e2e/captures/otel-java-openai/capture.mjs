import { capture } from '../java.mjs';

await capture('otel-java-openai');
