import { describe, expect, it } from 'vitest';
import type { Message } from '@/api/types';
import { foldHistory } from './foldHistory';

const say = (...roles: string[]): Message[] =>
  roles.map((role) => ({ role, name: null, parts: [], finish_reason: null }));

describe('a long history', () => {
  const messages = say('system', ...Array.from({ length: 10 }, (_, i) => (i % 2 ? 'assistant' : 'user')));

  it('keeps its system prompt and its last messages', () => {
    const { first, folded, last } = foldHistory(messages, true);
    expect(first).toEqual(messages.slice(0, 1));
    expect(folded).toBe(6);
    expect(last).toEqual(messages.slice(-4));
  });

  it('is whole when asked for, and when folding would save little', () => {
    expect(foldHistory(messages, false)).toEqual({ first: messages, folded: 0, last: [] });
    expect(foldHistory(messages.slice(0, 7), true).folded).toBe(0);
    expect(foldHistory(say('system', 'system'), true).first).toHaveLength(2);
    expect(foldHistory([], true)).toEqual({ first: [], folded: 0, last: [] });
  });
});
