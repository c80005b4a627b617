import { expect, it } from 'vitest';
import { hitTab } from './hitTab';

it('opens the tab that shows what was found', () => {
  expect(['input', 'output', 'name', 'status_message'].map(hitTab)).toEqual(Array(4).fill('content'));
  expect(hitTab('attributes.app.region')).toBe('attributes');
  expect(hitTab('events.exception.exception.message')).toBe('events');
  expect(hitTab('log')).toBe('logs');
});
