import { Combobox, Pill, PillsInput, Text, useCombobox } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { filterFieldsQuery, statsQuery } from '@/api/queries';
import { SEARCH_FIELD } from '@/components/shortcuts';
import type { TraceSearch } from '@/lib/urlSearch';
import {
  activeFilters,
  type Suggestion,
  suggestFilters,
  suggestLanguage,
  withFilter,
  withoutFilter,
} from './filters';

/** One field for all filters: type, choose what the text is (a name, a session, a model …), and it becomes a chip. */
export function FilterBar({
  search,
  names,
  onChange,
}: {
  search: TraceSearch;
  /** Names of traces that are known, to offer. */
  names: string[];
  onChange: (search: TraceSearch) => void;
}) {
  const [text, setText] = useState('');
  const [focused, setFocused] = useState(false);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { selectFirstOption } = combobox;
  const models = useQuery({ ...statsQuery({ project: search.project }, 'model', 0, 20), enabled: focused });
  const knownModels = (models.data?.rows ?? []).flatMap((row) => row.group ?? []);
  const fields = useQuery({ ...filterFieldsQuery(), enabled: focused });
  const inLanguage = suggestLanguage(text, fields.data?.fields ?? []);
  const plain = suggestFilters(text, knownModels, names);
  // A whole filter is what was meant; a word that only begins one may be a name as well.
  const suggestions = inLanguage[0]?.complete ? inLanguage : [...plain, ...inLanguage];
  const filters = activeFilters(search);

  const choose = (chosen: Suggestion | undefined) => {
    if (chosen?.complete) {
      onChange(withFilter(search, chosen.field, chosen.value));
      setText('');
    } else if (chosen) {
      setText(chosen.text ?? `${chosen.field}:`);
    }
  };
  // The options of a text are there only after it was drawn.
  useEffect(() => {
    if (text !== '') selectFirstOption();
  }, [text, selectFirstOption]);

  return (
    <Combobox
      store={combobox}
      shadow="md"
      onOptionSubmit={(key) => choose(suggestions.find((suggestion) => suggestion.key === key))}
    >
      <Combobox.DropdownTarget>
        <PillsInput
          size="xs"
          leftSection={<IconFilter size={14} stroke={1.7} />}
          onClick={() => combobox.openDropdown()}
          style={{ flex: 1, minWidth: 220 }}
        >
          <Pill.Group gap={4}>
            {filters.map((filter) => (
              <Pill
                key={`${filter.field}:${filter.value}`}
                withRemoveButton
                removeButtonProps={{
                  'aria-label': `Remove ${filter.field} ${filter.value}`,
                  'aria-hidden': false,
                  tabIndex: 0,
                }}
                onRemove={() => onChange(withoutFilter(search, filter))}
              >
                <span className="faint">{filter.field}</span> {filter.value}
              </Pill>
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                {...SEARCH_FIELD}
                aria-label="Filter traces"
                placeholder={
                  filters.length === 0
                    ? "Filter by name, session, user, model, tag, or like duration > 2s AND span.type = 'TOOL'"
                    : ''
                }
                value={text}
                onFocus={() => {
                  setFocused(true);
                  combobox.openDropdown();
                }}
                onBlur={() => combobox.closeDropdown()}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  combobox.openDropdown();
                }}
                onKeyDown={(event) => {
                  const last = filters.at(-1);
                  if (event.key === 'Backspace' && text === '' && last) onChange(withoutFilter(search, last));
                  // Who types fast is ahead of the marking of the first option.
                  if (event.key === 'Enter' && text !== '' && combobox.getSelectedOptionIndex() < 0) {
                    choose(suggestions[0]);
                  }
                  if (event.key === 'Escape') {
                    setText('');
                    event.currentTarget.blur();
                  }
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={suggestions.length === 0}>
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label="Filters">
          {suggestions.map((suggestion) => (
            <Combobox.Option value={suggestion.key} key={suggestion.key}>
              <Text size="xs" span className="faint" w={64} display="inline-block">
                {suggestion.field}
              </Text>
              <Text size="xs" span fw={500}>
                {suggestion.value}
              </Text>
              {suggestion.hint && (
                <Text size="xs" span className="faint" ml={10}>
                  {suggestion.hint}
                </Text>
              )}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
