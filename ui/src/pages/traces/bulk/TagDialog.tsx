import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { plural } from '@/lib/format';
import { type Choice, countOf, tagChosen } from './choice';

/** Sets a tag on many traces, or takes it from them. */
export function TagDialog({ choice, onClose }: { choice: Choice; onClose: () => void }) {
  const client = useQueryClient();
  const [action, setAction] = useState<'set' | 'remove'>('set');
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const counted = useQuery({
    queryKey: ['count', choice],
    queryFn: () => countOf(choice),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const tagging = useMutation({
    mutationFn: () =>
      tagChosen(
        choice,
        action === 'set'
          ? { set: { [key.trim()]: value || 'true' }, remove: [] }
          : { set: {}, remove: [key.trim()] },
      ),
    onSuccess: async (answer) => {
      await client.invalidateQueries({ queryKey: ['traces'] });
      client.invalidateQueries({ queryKey: ['histogram'] });
      client.invalidateQueries({ queryKey: ['trace'] });
      if (!answer.more) onClose();
    },
  });
  const count = counted.data && plural(counted.data.count, 'trace');
  const error = tagging.error ?? counted.error;
  return (
    <Modal opened onClose={onClose} title={count ? `Tag ${count}` : 'Counting …'} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          tagging.mutate();
        }}
      >
        <Stack gap="sm">
          <SegmentedControl
            size="xs"
            aria-label="What to do"
            data={[
              { value: 'set', label: 'Set a tag' },
              { value: 'remove', label: 'Remove a tag' },
            ]}
            value={action}
            onChange={(next) => setAction(next as 'set' | 'remove')}
          />
          <Group grow align="flex-start">
            <TextInput
              size="xs"
              label="Tag"
              placeholder="review"
              required
              data-autofocus
              maxLength={250}
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
            />
            {action === 'set' && (
              <TextInput
                size="xs"
                label="Value"
                placeholder="true"
                value={value}
                onChange={(event) => setValue(event.currentTarget.value)}
              />
            )}
          </Group>
          {error && (
            <Text size="sm" c="var(--bad)" role="alert">
              {error.message}
            </Text>
          )}
          {tagging.data?.more && (
            <Text size="sm" role="status">
              The newest {plural(tagging.data.count, 'trace')} were changed; more match than one step takes.
              Narrow the time to reach the older ones.
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" size="xs" onClick={onClose}>
              {tagging.data ? 'Close' : 'Cancel'}
            </Button>
            <Button
              type="submit"
              size="xs"
              loading={tagging.isPending}
              disabled={!counted.data || counted.data.count === 0 || key.trim() === ''}
            >
              {action === 'set' ? 'Tag' : 'Untag'} {count ?? ''}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
