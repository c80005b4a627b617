import {
  ActionIcon,
  Button,
  Group,
  Pill,
  Popover,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTagPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '@/api/client';
import type { LoadedTrace } from '@/api/traceReader';

/** A trace's tags, which can be added to and removed. */
export function TagList({ traceId, tags }: { traceId: string; tags: Record<string, string> }) {
  const client = useQueryClient();
  const patch = useMutation({
    mutationFn: (body: { set?: Record<string, string>; remove?: string[] }) =>
      unwrap(api.PATCH('/api/v1/traces/{trace_id}/tags', { params: { path: { trace_id: traceId } }, body })),
    onSuccess: ({ tags: now }) => {
      client.setQueryData<LoadedTrace>(
        ['trace', traceId],
        (loaded) => loaded && { ...loaded, trace: { ...loaded.trace, tags: now } },
      );
      return client.invalidateQueries({ queryKey: ['traces'] });
    },
  });
  return (
    <Group gap={4}>
      {Object.entries(tags).map(([key, value]) => (
        <Pill
          key={key}
          size="sm"
          withRemoveButton
          removeButtonProps={{
            'aria-label': `Remove tag ${key}`,
            'aria-hidden': false,
            tabIndex: 0,
            disabled: patch.isPending,
          }}
          onRemove={() => patch.mutate({ remove: [key] })}
        >
          <EditTag
            name={key}
            value={value}
            onChange={(next) => patch.mutateAsync({ set: { [key]: next } })}
          />
        </Pill>
      ))}
      <AddTag add={(key, value) => patch.mutateAsync({ set: { [key]: value } })} />
      {patch.error && (
        <Text size="xs" c="var(--bad)" role="alert">
          {patch.error.message}
        </Text>
      )}
    </Group>
  );
}

function AddTag({ add }: { add: (key: string, value: string) => Promise<unknown> }) {
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} trapFocus position="bottom-start">
      <Popover.Target>
        <ActionIcon size={20} aria-label="Add a tag" title="Add a tag" onClick={toggle}>
          <IconTagPlus size={14} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <TagForm
          submit="Add the tag"
          onSubmit={async (key, value) => {
            await add(key, value);
            close();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** A tag that opens to have its value changed. */
function EditTag({
  name,
  value,
  onChange,
}: {
  name: string;
  value: string;
  onChange: (value: string) => Promise<unknown>;
}) {
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} trapFocus position="bottom-start">
      <Popover.Target>
        <UnstyledButton fz="inherit" lh="inherit" aria-label={`Change tag ${name}`} onClick={toggle}>
          {value === 'true' ? name : `${name}=${value}`}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <TagForm
          submit="Change the tag"
          name={name}
          given={value}
          onSubmit={async (_key, next) => {
            await onChange(next);
            close();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Key and value of a tag; the key of one that is there stays. */
function TagForm({
  submit,
  name,
  given = '',
  onSubmit,
}: {
  submit: string;
  name?: string;
  given?: string;
  onSubmit: (key: string, value: string) => Promise<unknown>;
}) {
  const [key, setKey] = useState(name ?? '');
  const [value, setValue] = useState(given);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // What goes wrong is told beside the tags.
        void onSubmit(key.trim(), value.trim() || 'true').catch(() => undefined);
      }}
    >
      <Stack gap={6}>
        {name === undefined && (
          <TextInput
            size="xs"
            label="Tag"
            required
            maxLength={250}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        )}
        <TextInput
          size="xs"
          label="Value"
          placeholder="true"
          maxLength={8000}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="light">
          {submit}
        </Button>
      </Stack>
    </form>
  );
}
