import { useEffect, useRef } from 'react';

/** What is shown by "?", in this order. */
export const SHORTCUTS: { keys: string[]; does: string; where: string }[] = [
  { keys: ['?'], does: 'Show these shortcuts', where: 'Everywhere' },
  { keys: ['/'], does: 'Go to the filter or search field', where: 'Everywhere' },
  { keys: ['g', 't'], does: 'Go to traces', where: 'Everywhere' },
  { keys: ['g', 'f'], does: 'Find text in all that was sent', where: 'Everywhere' },
  { keys: ['g', 's'], does: 'Go to sessions', where: 'Everywhere' },
  { keys: ['g', 'o'], does: 'Go to the overview', where: 'Everywhere' },
  { keys: ['g', 'p'], does: 'Go to the projects', where: 'Everywhere' },
  { keys: ['d'], does: 'Switch between light and dark', where: 'Everywhere' },
  { keys: ['j'], does: 'Next row', where: 'Lists' },
  { keys: ['k'], does: 'Previous row', where: 'Lists' },
  { keys: ['Enter'], does: 'Open the row', where: 'Lists' },
  { keys: ['x'], does: 'Select the trace of the row', where: 'Lists' },
  { keys: ['Esc'], does: 'Select nothing', where: 'Lists' },
  { keys: ['l'], does: 'Start or stop the live view', where: 'Lists' },
  { keys: ['↑', '↓'], does: 'Select the span above or below (also k, j)', where: 'A trace' },
  { keys: ['←', '→'], does: 'Collapse or expand, or go to the parent or child', where: 'A trace' },
  { keys: ['e', 'E'], does: 'Go to the next error, or the one before', where: 'A trace' },
  { keys: ['x'], does: 'Expand or collapse everything', where: 'A trace' },
  { keys: ['Esc'], does: 'Clear the search, or go back to the list', where: 'A trace' },
];

export type KeyActions = Record<string, ((event: KeyboardEvent) => void) | undefined>;

const SEQUENCE_MILLIS = 1_000;

/**
 * Runs the action of a key, named as `KeyboardEvent.key`, or of two keys in a row, as "g t". Keys typed into a field,
 * held with Ctrl, Alt or Meta, or pressed while a dialog is open are left alone.
 */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    let prefix = '';
    let prefixAt = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]')) return;
      const pair = event.timeStamp - prefixAt < SEQUENCE_MILLIS ? `${prefix} ${event.key}` : '';
      prefix = event.key;
      prefixAt = event.timeStamp;
      const action = latest.current[pair] ?? (prefix === 'g' ? undefined : latest.current[event.key]);
      if (action) {
        event.preventDefault();
        action(event);
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio') ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement)
  );
}

/** The field that "/" goes to carries this attribute. */
export const SEARCH_FIELD = { 'data-search-field': true };

export function focusSearchField(): void {
  document.querySelector<HTMLElement>('[data-search-field]')?.focus();
}
