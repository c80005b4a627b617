import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { IconCheck, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyButton } from '@/components/CopyButton';
import type { SavedView } from '@/lib/savedViews';

/** One view: its name opens it; it can be renamed, deleted, and copied as a link that works in any browser. */
export function ViewRow({
  view,
  current,
  onOpen,
  onRename,
  onDelete,
}: {
  view: SavedView;
  current: boolean;
  onOpen: () => void;
  onRename: (name: string) => void;
  onDelete: () => void;
}) {
  const [name, setName] = useState<string | null>(null);
  if (name !== null) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onRename(name);
          setName(null);
        }}
      >
        <TextInput
          size="xs"
          aria-label={`New name of ${view.name}`}
          autoFocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={() => setName(null)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setName(null);
          }}
        />
      </form>
    );
  }
  return (
    <Group gap={0} wrap="nowrap">
      <Button
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        size="xs"
        flex={1}
        miw={0}
        justify="flex-start"
        aria-current={current || undefined}
        rightSection={current ? <IconCheck size={13} /> : null}
        onClick={onOpen}
      >
        <span className="ellipsis">{view.name}</span>
      </Button>
      <CopyButton
        text={() => `${location.origin}/traces${view.query}`}
        label={`Copy a link to ${view.name}`}
      />
      <ActionIcon size={22} aria-label={`Rename ${view.name}`} onClick={() => setName(view.name)}>
        <IconPencil size={13} stroke={1.7} />
      </ActionIcon>
      <ActionIcon size={22} aria-label={`Delete ${view.name}`} onClick={onDelete}>
        <IconTrash size={13} stroke={1.7} />
      </ActionIcon>
    </Group>
  );
}
