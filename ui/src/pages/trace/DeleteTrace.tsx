import { ActionIcon, Button, Group, Modal, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, unwrap } from '@/api/client';
import { plural } from '@/lib/format';

/** Deletes the trace, after asking: it cannot be brought back. */
export function DeleteTrace({ traceId, spanCount }: { traceId: string; spanCount: number }) {
  const [asked, { open, close }] = useDisclosure();
  const client = useQueryClient();
  const navigate = useNavigate();
  const deletion = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE('/api/v1/traces/{trace_id}', { params: { path: { trace_id: traceId } } })),
    onSuccess: async () => {
      await navigate({ to: '/traces' });
      client.removeQueries({ queryKey: ['trace', traceId] });
      await client.invalidateQueries({ queryKey: ['traces'] });
    },
  });
  return (
    <>
      <Tooltip label="Delete the trace">
        <ActionIcon aria-label="Delete the trace" onClick={open}>
          <IconTrash size={17} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <Modal opened={asked} onClose={close} title="Delete this trace?" size="sm">
        <Text size="sm">It goes with its {plural(spanCount, 'span')}, tags and feedback, for good.</Text>
        {deletion.error && (
          <Text size="sm" c="var(--bad)" role="alert" mt="xs">
            {deletion.error.message}
          </Text>
        )}
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" size="xs" onClick={close}>
            Keep it
          </Button>
          <Button color="red" size="xs" loading={deletion.isPending} onClick={() => deletion.mutate()}>
            Delete it
          </Button>
        </Group>
      </Modal>
    </>
  );
}
