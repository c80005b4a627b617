import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatExact, plural } from '@/lib/format';
import { type Choice, countOf, deleteChosen } from './choice';

/** Asks before traces go, with the number that the server counted; they cannot be brought back. */
export function DeleteDialog({
  choice,
  onClose,
  onDone,
}: {
  choice: Choice;
  onClose: () => void;
  onDone: () => void;
}) {
  const client = useQueryClient();
  const [gone, setGone] = useState(0);
  const counted = useQuery({
    queryKey: ['count', choice],
    queryFn: () => countOf(choice),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const deletion = useMutation({
    mutationFn: () => deleteChosen(choice, setGone),
    onSuccess: () => {
      onDone();
      onClose();
    },
    // Also after a failure: some of them may be gone.
    onSettled: () =>
      Promise.all(
        ['traces', 'stats', 'histogram', 'sessions'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  const count =
    counted.data && `${plural(counted.data.count, 'trace')}${counted.data.more ? ' or more' : ''}`;
  const error = deletion.error ?? counted.error;
  return (
    <Modal opened onClose={onClose} title={count ? `Delete ${count}?` : 'Counting …'} size="sm">
      <Text size="sm">
        {choice.kind === 'matching'
          ? 'All that match the filter now, loaded or not, go with their spans, logs, tags and feedback, for good.'
          : 'They go with their spans, logs, tags and feedback, for good.'}
      </Text>
      {error && (
        <Text size="sm" c="var(--bad)" role="alert" mt="xs">
          {error.message}
        </Text>
      )}
      {deletion.isPending && gone > 0 && (
        <Text size="sm" role="status" mt="xs">
          {formatExact(gone)} deleted so far
        </Text>
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" size="xs" onClick={onClose} data-autofocus>
          Keep them
        </Button>
        <Button
          color="red"
          size="xs"
          disabled={!counted.data || counted.data.count === 0}
          loading={deletion.isPending}
          onClick={() => deletion.mutate()}
        >
          Delete {count ?? ''}
        </Button>
      </Group>
    </Modal>
  );
}
