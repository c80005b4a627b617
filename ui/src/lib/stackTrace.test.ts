import { describe, expect, it } from 'vitest';
import { readStackTrace } from './stackTrace';

const kinds = (text: string) => readStackTrace(text).map((line) => line.kind);

describe('a stack trace', () => {
  it('of Java tells own frames from those of libraries', () => {
    expect(
      kinds(`java.lang.IllegalStateException: no stock
\tat shop.Orders.place(Orders.java:42)
\tat java.base/java.util.ArrayList.forEach(ArrayList.java:1596)
Caused by: java.io.IOException: closed
\tat shop.Stock.read(Stock.java:7)
\t... 12 more
`),
    ).toEqual(['message', 'own', 'library', 'message', 'own', 'library']);
  });

  it('of Python keeps a line of code with its frame', () => {
    expect(
      kinds(`Traceback (most recent call last):
  File "/app/agent.py", line 12, in run
    answer = model(prompt)
  File "/usr/lib/python3.12/site-packages/openai/api.py", line 9, in call
    raise RateLimitError()
openai.RateLimitError: slow down`),
    ).toEqual(['message', 'own', 'own', 'library', 'library', 'message']);
  });

  it('of JavaScript likewise', () => {
    expect(
      kinds(`TypeError: x is undefined
    at run (/app/src/agent.ts:10:5)
    at /app/node_modules/ai/dist/index.js:1:2
    at node:internal/process/task_queues:95:5`),
    ).toEqual(['message', 'own', 'library', 'library']);
  });
});
