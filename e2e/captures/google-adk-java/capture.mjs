import { capture } from '../java.mjs';

await capture('google-adk-java');
