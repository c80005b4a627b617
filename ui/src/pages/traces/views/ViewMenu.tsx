import {
  ActionIcon,
  Button,
  FileButton,
  Group,
  Popover,
  Stack,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { IconBookmark, IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import {
  exportViews,
  importViews,
  renamed,
  type SavedView,
  searchOf,
  viewOf,
  withoutView,
  withView,
} from '@/lib/savedViews';
import type { TraceSearch } from '@/lib/urlSearch';
import { ViewRow } from './ViewRow';

/** Lists to come back to, kept in this browser: open, save, rename, delete, hand to others. */
export function ViewMenu({
  search,
  columns,
  onOpen,
}: {
  search: TraceSearch;
  columns: string[];
  onOpen: (search: TraceSearch) => void;
}) {
  const [opened, { toggle, close }] = useDisclosure();
  const [views, setViews] = useLocalStorage<SavedView[]>({ key: 'spoor.views', defaultValue: [] });
  const [trouble, setTrouble] = useState<string | null>(null);
  const query = viewOf('', search, columns).query;
  const current = views.find((view) => view.query === query);
  const read = async (file: File | null) => {
    if (!file) return;
    try {
      setViews(importViews(views, await file.text()));
      setTrouble(null);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Popover
      opened={opened}
      onChange={(open) => !open && close()}
      position="bottom-end"
      trapFocus
      width={330}
    >
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          maw={180}
          leftSection={<IconBookmark size={14} stroke={1.7} />}
          aria-expanded={opened}
          onClick={toggle}
        >
          <span className="ellipsis">{current?.name ?? 'Views'}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label="Saved views">
        <Stack gap={2}>
          {views.length === 0 && (
            <Text size="xs" className="faint" p={6}>
              Save these filters, this range of time and these columns under a name, to come back to them.
            </Text>
          )}
          {views.map((view) => (
            <ViewRow
              key={view.name}
              view={view}
              current={view === current}
              onOpen={() => {
                onOpen(searchOf(view));
                close();
              }}
              onRename={(name) => setViews(renamed(views, view.name, name))}
              onDelete={() => setViews(withoutView(views, view.name))}
            />
          ))}
          <SaveView onSave={(name) => setViews(withView(views, viewOf(name, search, columns)))} />
          {trouble && (
            <Text size="xs" c="var(--bad)" role="alert" p={6}>
              {trouble}
            </Text>
          )}
          <Group gap={2} justify="flex-end">
            <FileButton accept="application/json,.json" onChange={read}>
              {(props) => (
                <Tooltip label="Add views from a file">
                  <ActionIcon aria-label="Import views" {...props}>
                    <IconUpload size={15} stroke={1.7} />
                  </ActionIcon>
                </Tooltip>
              )}
            </FileButton>
            {views.length > 0 && (
              <Tooltip label="Save all views to a file">
                <ActionIcon
                  aria-label="Export views"
                  component="a"
                  href={`data:application/json,${encodeURIComponent(exportViews(views))}`}
                  download="spoor-views.json"
                >
                  <IconDownload size={15} stroke={1.7} />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function SaveView({ onSave }: { onSave: (name: string) => void }) {
  const [name, setName] = useState('');
  return (
    <form
      aria-label="Save this view"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        onSave(name);
        setName('');
      }}
    >
      <Group gap={6} mt={4} wrap="nowrap">
        <TextInput
          size="xs"
          flex={1}
          aria-label="Name of the view"
          placeholder="Save what is shown as …"
          maxLength={80}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="light" disabled={name.trim() === ''}>
          Save
        </Button>
      </Group>
    </form>
  );
}
