import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconLetterCase, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { ProjectSelect } from '@/components/ProjectSelect';
import { RangeSelect } from '@/components/RangeSelect';
import { SEARCH_FIELD } from '@/components/shortcuts';
import type { TextSearch } from '@/lib/urlSearch';
import { FilterBar } from '@/components/filter/FilterBar';
import classes from './SearchPage.module.css';

/** The text, and among which traces it is looked for. */
export function SearchBar({
  search,
  onChange,
}: {
  search: TextSearch;
  onChange: (search: TextSearch) => void;
}) {
  const [text, setText] = useState(search.text ?? '');
  useEffect(() => setText(search.text ?? ''), [search.text]);
  const caseSensitive = search.case === 'yes';
  return (
    <div className={classes.bar} role="search">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ ...search, text: text.trim() || undefined });
        }}
      >
        <TextInput
          {...SEARCH_FIELD}
          size="sm"
          aria-label="Text to find"
          placeholder="Find a text in everything that was sent; Enter searches"
          maxLength={1000}
          autoFocus={search.text === undefined}
          leftSection={<IconSearch size={15} stroke={1.8} />}
          rightSection={
            <Tooltip label={caseSensitive ? 'Capitals count' : 'Capitals do not count'}>
              <ActionIcon
                aria-label="Match case"
                aria-pressed={caseSensitive}
                variant={caseSensitive ? 'light' : 'subtle'}
                color={caseSensitive ? 'moss' : 'gray'}
                onClick={() =>
                  onChange({
                    ...search,
                    text: text.trim() || undefined,
                    case: caseSensitive ? undefined : 'yes',
                  })
                }
              >
                <IconLetterCase size={16} />
              </ActionIcon>
            </Tooltip>
          }
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </form>
      <div className={classes.narrow}>
        <FilterBar
          label="Only among traces"
          search={search}
          names={[]}
          onChange={(next) => onChange({ ...next, text: search.text, case: search.case })}
        />
        <ProjectSelect value={search.project} onChange={(project) => onChange({ ...search, project })} />
        <RangeSelect
          value={search}
          onChange={({ range, from, to }) => onChange({ ...search, range, from, to })}
        />
      </div>
    </div>
  );
}
