import type { Message } from '@/api/types';

const SHOWN_LAST = 4;
const WORTH_FOLDING = 3;

/** Cuts a long history into its system prompts, a number of messages to fold away, and the latest ones. */
export function foldHistory(
  messages: Message[],
  fold: boolean,
): { first: Message[]; folded: number; last: Message[] } {
  const turn = messages.findIndex((message) => message.role !== 'system' && message.role !== 'developer');
  const prompts = turn < 0 ? messages.length : turn;
  const folded = messages.length - prompts - SHOWN_LAST;
  if (!fold || folded < WORTH_FOLDING) return { first: messages, folded: 0, last: [] };
  return { first: messages.slice(0, prompts), folded, last: messages.slice(-SHOWN_LAST) };
}
