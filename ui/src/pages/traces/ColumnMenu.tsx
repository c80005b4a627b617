import { ActionIcon, Button, Checkbox, Popover, Stack, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { COLUMNS, DEFAULT_COLUMNS, FIXED_COLUMN } from './columns';

export function ColumnMenu({ shown, onChange }: { shown: string[]; onChange: (shown: string[]) => void }) {
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
        <Checkbox.Group value={shown} onChange={(ids) => onChange(inOrder(ids))} aria-label="Columns">
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
          </Stack>
        </Checkbox.Group>
        <Button mt="sm" size="compact-xs" variant="subtle" onClick={() => onChange(DEFAULT_COLUMNS)}>
          As at first
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function inOrder(ids: string[]): string[] {
  return COLUMNS.map((column) => column.id).filter((id) => id === FIXED_COLUMN || ids.includes(id));
}
