import { ActionIcon, Button, Checkbox, Popover, ScrollArea, Stack, Text, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { ListedTrace } from '@/api/types';
import { COLUMNS, DEFAULT_COLUMNS, FIXED_COLUMN, offeredColumns } from './columns';

/** Which columns the list has: the usual ones, and one for each tag and each name of feedback that is in sight. */
export function ColumnMenu({
  shown,
  traces,
  onChange,
}: {
  shown: string[];
  traces: ListedTrace[];
  onChange: (shown: string[]) => void;
}) {
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Tooltip label="Columns">
          <ActionIcon variant="default" size={30} aria-label="Choose columns">
            <IconColumns3 size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <ScrollArea.Autosize mah="70vh" type="auto">
          <Checkbox.Group value={shown} onChange={(ids) => onChange(inOrder(ids))} aria-label="Columns">
            <Choices shown={shown} traces={traces} />
          </Checkbox.Group>
        </ScrollArea.Autosize>
        <Button mt="sm" size="compact-xs" variant="subtle" onClick={() => onChange(DEFAULT_COLUMNS)}>
          As at first
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function Choices({ shown, traces }: { shown: string[]; traces: ListedTrace[] }) {
  const offered = offeredColumns(traces);
  const more = (prefix: string, found: string[]) => [
    ...new Set([...found, ...shown.filter((id) => id.startsWith(prefix))]),
  ];
  const groups: [string, string[]][] = [
    ['Tags', more('tag:', offered.tags)],
    ['Feedback', more('feedback:', offered.feedback)],
  ];
  return (
    <Stack gap={7}>
      {COLUMNS.map((column) => (
        <Checkbox
          key={column.id}
          size="xs"
          value={column.id}
          label={column.label}
          disabled={column.id === FIXED_COLUMN}
        />
      ))}
      {groups.map(
        ([title, ids]) =>
          ids.length > 0 && (
            <Stack gap={7} key={title}>
              <Text size="xs" className="faint" mt={4}>
                {title}
              </Text>
              {ids.map((id) => (
                <Checkbox key={id} size="xs" value={id} label={id.slice(id.indexOf(':') + 1)} />
              ))}
            </Stack>
          ),
      )}
    </Stack>
  );
}

function inOrder(ids: string[]): string[] {
  const fixed = COLUMNS.map((column) => column.id).filter((id) => id === FIXED_COLUMN || ids.includes(id));
  return [...fixed, ...ids.filter((id) => id.includes(':'))];
}
