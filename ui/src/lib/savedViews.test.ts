import { describe, expect, it } from 'vitest';
import { exportViews, importViews, renamed, searchOf, viewOf, withoutView, withView } from './savedViews';

const errors = viewOf(' Errors ', { status: 'ERROR', filter: ["name = 'a & b'"] }, ['time', 'name']);
const slow = viewOf('Slow', { filter: ['duration > 2s'] }, ['name', 'duration']);

describe('saved views', () => {
  it('come back as they were, columns and all', () => {
    expect(errors.name).toBe('Errors');
    expect(searchOf(errors)).toEqual({ status: 'ERROR', filter: ["name = 'a & b'"], cols: ['time', 'name'] });
  });
  it('are replaced by name, renamed and deleted', () => {
    const again = { ...errors, query: '?status=OK' };
    expect(withView(withView([errors], slow), again)).toEqual([again, slow]);
    expect(renamed([errors, slow], 'Slow', ' Very slow ').map((view) => view.name)).toEqual([
      'Errors',
      'Very slow',
    ]);
    expect(renamed([errors, slow], 'Slow', 'Errors')).toEqual([errors, slow]);
    expect(renamed([errors, slow], 'Slow', ' ')).toEqual([errors, slow]);
    expect(withoutView([errors, slow], 'Errors')).toEqual([slow]);
  });
  it('go to another browser and come from there', () => {
    expect(importViews([slow], exportViews([errors, slow]))).toEqual([slow, errors]);
    expect(() => importViews([], 'no')).toThrow('no JSON');
    expect(() => importViews([], '[]')).toThrow('"format"');
    expect(() => importViews([], '{"format":"spoor.views/1","views":[{"name":"x"}]}')).toThrow('View 1');
  });
});
