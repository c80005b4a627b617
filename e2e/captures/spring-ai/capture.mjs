import { capture } from '../java.mjs';

await capture('spring-ai');
