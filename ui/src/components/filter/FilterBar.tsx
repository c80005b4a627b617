import { Combobox, Pill, PillsInput, useCombobox } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { filterCheckQuery } from '@/api/queries';
import { SEARCH_FIELD } from '@/components/shortcuts';
import type { TraceSearch } from '@/lib/urlSearch';
import classes from './FilterBar.module.css';
import { FilterChip } from './FilterChip';
import { FilterMistake } from './FilterMistake';
import {
  activeFilters,
  type Filter,
  looksLikeLanguage,
  type Suggestion,
  withFilter,
  withoutFilter,
} from './filters';
import { SuggestionOption } from './SuggestionOption';
import { useMistake } from './useMistake';
import { FIND, findIn, useSuggestions } from './useSuggestions';

/** One field for all filters: type, choose what the text is (a name, a session, a model …), and it becomes a chip. */
export function FilterBar({
  search,
  names,
  onChange,
  onFind,
  label = 'Filter traces',
  placeholder = "Filter by name, session, user, model, tag, or like duration > 2s AND span.type = 'TOOL'",
}: {
  search: TraceSearch;
  /** Names of traces that are known, to offer. */
  names: string[];
  onChange: (search: TraceSearch) => void;
  /** Looks for a text in the content of traces. */
  onFind?: (text: string) => void;
  label?: string;
  /** Shown while nothing is filtered. */
  placeholder?: string;
}) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [caret, setCaret] = useState(0);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { selectFirstOption, resetSelectedOption } = combobox;
  const write = (next: string, at = next.length) => {
    setText(next);
    setCaret(at);
    // The field has the text only after it was drawn.
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at));
  };

  const suggestions = useSuggestions(search, text, caret, names);
  if (onFind && text.trim() !== '' && !looksLikeLanguage(text)) suggestions.push(findIn(text.trim()));
  const mistake = useMistake(text);
  const filters = activeFilters(search);
  const client = useQueryClient();

  const choose = async (chosen: Suggestion | undefined) => {
    if (!chosen) return;
    if (chosen.key === FIND) {
      onFind?.(text.trim());
      return;
    }
    if (!chosen.complete) {
      write(chosen.text ?? `${chosen.field}:`, chosen.caret);
      return;
    }
    if (chosen.field === 'find') return;
    if (chosen.field === 'filter') {
      const error = await client.fetchQuery(filterCheckQuery(chosen.value)).catch(() => null);
      // It stays in the field, where its mistake is explained.
      if (error) return;
    }
    onChange(withFilter(search, chosen.field, chosen.value));
    write('');
  };
  const edit = (filter: Filter) => {
    onChange(withoutFilter(search, filter));
    write(filter.field === 'filter' ? filter.value : `${filter.field}:${filter.value}`);
    field.current?.focus();
  };
  // The options of a text are there only after it was drawn. Next words are chosen on purpose: Enter applies what is whole.
  const first = suggestions[0]?.key;
  const mayMark = text !== '' && (suggestions[0]?.complete === true || !looksLikeLanguage(text));
  useEffect(() => {
    if (mayMark && first !== undefined) selectFirstOption();
    else resetSelectedOption();
  }, [first, mayMark, selectFirstOption, resetSelectedOption]);

  return (
    <Combobox
      store={combobox}
      shadow="md"
      onOptionSubmit={(key) => choose(suggestions.find((suggestion) => suggestion.key === key))}
    >
      <Combobox.DropdownTarget>
        <PillsInput
          size="xs"
          className={classes.field}
          leftSection={<IconFilter size={14} stroke={1.7} />}
          onClick={() => combobox.openDropdown()}
          error={mistake?.sure}
        >
          <Pill.Group gap={4}>
            {filters.map((filter) => (
              <FilterChip
                key={`${filter.field}:${filter.value}`}
                filter={filter}
                onEdit={() => edit(filter)}
                onRemove={() => onChange(withoutFilter(search, filter))}
              />
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                {...SEARCH_FIELD}
                ref={field}
                aria-label={label}
                aria-invalid={mistake?.sure || undefined}
                placeholder={filters.length === 0 ? placeholder : ''}
                value={text}
                onFocus={() => combobox.openDropdown()}
                onBlur={() => combobox.closeDropdown()}
                onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? text.length)}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
                  combobox.openDropdown();
                }}
                onKeyDown={(event) => {
                  const last = filters.at(-1);
                  if (event.key === 'Backspace' && text === '' && last) {
                    event.preventDefault();
                    edit(last);
                  }
                  // Who types fast is ahead of the marking of the first option.
                  if (event.key === 'Enter' && text !== '' && combobox.getSelectedOptionIndex() < 0) {
                    choose(suggestions.find((each) => each.complete) ?? suggestions[0]);
                  }
                  if (event.key === 'Escape') {
                    if (text === '') event.currentTarget.blur();
                    write('');
                  }
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={suggestions.length === 0 && !mistake}>
        {mistake && (
          <div className={classes.mistake} role="status">
            <FilterMistake filter={text} error={mistake.error} onFix={write} />
          </div>
        )}
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label="Filters">
          {suggestions.map((suggestion) => (
            <SuggestionOption key={suggestion.key} suggestion={suggestion} />
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
