import { ActionIcon, Button, Divider, Group, Menu, Paper, Text, Tooltip } from '@mantine/core';
import { IconDownload, IconTag, IconTrash, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { histogramQuery } from '@/api/queries';
import type { ExportFormat } from '@/api/types';
import { formatExact } from '@/lib/format';
import type { TraceSearch } from '@/lib/urlSearch';
import { type Choice, exportChosen } from './choice';
import { DeleteDialog } from './DeleteDialog';
import classes from './SelectionBar.module.css';
import { TagDialog } from './TagDialog';
import type { Selection } from './useSelection';

/** What can be done with the marked traces. It floats, so that nothing moves when it comes. */
export function SelectionBar({
  selection,
  search,
  loadedCount,
  hasMore,
}: {
  selection: Selection;
  search: TraceSearch;
  loadedCount: number;
  hasMore: boolean;
}) {
  const [asked, setAsked] = useState<{ what: 'delete' | 'tag'; choice: Choice } | null>(null);
  const { data } = useQuery({ ...histogramQuery(search), enabled: selection.ids.size > 0 });
  const saving = useMutation({ mutationFn: (format: ExportFormat) => exportChosen(choice(), format) });
  const choice = (): Choice =>
    selection.everything
      ? { kind: 'matching', search, atMillis: Date.now() }
      : { kind: 'ids', ids: [...selection.ids] };
  if (selection.ids.size === 0) return null;
  const allLoaded = selection.ids.size === loadedCount;
  const total = data ? formatExact(data.count) : '';
  return (
    <>
      <Paper
        className={classes.bar}
        shadow="lg"
        radius="lg"
        withBorder
        role="toolbar"
        aria-label="Selected traces"
      >
        <Text size="sm" fw={600} className="numeric" role="status" style={{ whiteSpace: 'nowrap' }}>
          {selection.everything ? `All ${total} selected` : `${formatExact(selection.ids.size)} selected`}
        </Text>
        {allLoaded && hasMore && !selection.everything && (
          <Button size="compact-xs" variant="subtle" onClick={selection.selectEverything}>
            Select all {total} that match
          </Button>
        )}
        <Divider orientation="vertical" />
        <Group gap={4} wrap="nowrap">
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconTag size={14} />}
            onClick={() => setAsked({ what: 'tag', choice: choice() })}
          >
            Tag
          </Button>
          <Menu position="top">
            <Menu.Target>
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                loading={saving.isPending}
                leftSection={<IconDownload size={14} />}
              >
                Export
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>A file with a trace a line</Menu.Label>
              <Menu.Item onClick={() => saving.mutate('otlp')}>OTLP, as it was sent</Menu.Item>
              <Menu.Item onClick={() => saving.mutate('jsonl')}>JSON, as the API shows it</Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={14} />}
            onClick={() => setAsked({ what: 'delete', choice: choice() })}
          >
            Delete
          </Button>
        </Group>
        <Tooltip label="Select nothing (Esc)">
          <ActionIcon aria-label="Select nothing" onClick={selection.clear}>
            <IconX size={15} />
          </ActionIcon>
        </Tooltip>
        {saving.error && (
          <Text size="xs" c="var(--bad)" role="alert">
            {saving.error.message}
          </Text>
        )}
      </Paper>
      {asked?.what === 'delete' && (
        <DeleteDialog choice={asked.choice} onClose={() => setAsked(null)} onDone={selection.clear} />
      )}
      {asked?.what === 'tag' && <TagDialog choice={asked.choice} onClose={() => setAsked(null)} />}
    </>
  );
}
