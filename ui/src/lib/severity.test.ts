import { expect, it } from 'vitest';
import { severityName, severityTone } from './severity';

it('names severities as OpenTelemetry does', () => {
  expect([1, 5, 9, 13, 17, 21, 24].map((number) => severityName(number, ''))).toEqual([
    'TRACE',
    'DEBUG',
    'INFO',
    'WARN',
    'ERROR',
    'FATAL',
    'FATAL',
  ]);
  expect(severityName(0, 'notice')).toBe('NOTICE');
  expect(severityName(0, '')).toBe('');
  expect([0, 5, 9, 13, 17].map(severityTone)).toEqual(['plain', 'quiet', 'plain', 'warn', 'bad']);
});
