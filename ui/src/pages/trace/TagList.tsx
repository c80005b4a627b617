import { ActionIcon, Button, Group, Pill, Popover, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconTag } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '@/api/client';

/** A trace's tags, which can be added to and removed. */
export function TagList({ traceId, tags }: { traceId: string; tags: Record<string, string> }) {
  const client = useQueryClient();
  const patch = useMutation({
    mutationFn: (body: { set?: Record<string, string>; remove?: string[] }) =>
      unwrap(api.PATCH('/api/v1/traces/{trace_id}/tags', { params: { path: { trace_id: traceId } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['trace', traceId], exact: true }),
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
          {value === 'true' ? key : `${key}=${value}`}
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
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} trapFocus position="bottom-start">
      <Popover.Target>
        <ActionIcon size={20} aria-label="Add a tag" title="Add a tag" onClick={toggle}>
          {opened ? <IconTag size={13} /> : <IconPlus size={13} />}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <form
          onSubmit={async (event) => {
            event.preventDefault();
            await add(key.trim(), value.trim() || 'true');
            setKey('');
            setValue('');
            close();
          }}
        >
          <Stack gap={6}>
            <TextInput
              size="xs"
              label="Tag"
              required
              value={key}
              onChange={(e) => setKey(e.currentTarget.value)}
            />
            <TextInput
              size="xs"
              label="Value"
              placeholder="true"
              value={value}
              onChange={(e) => setValue(e.currentTarget.value)}
            />
            <Button type="submit" size="xs" variant="light">
              Add the tag
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
