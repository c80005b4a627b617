import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { Project } from '@/api/types';
import { plural } from '@/lib/format';
import { renewAll } from './renewAll';

/** Asks before a project is hidden, with the number of its traces. */
export function DeleteProject({ project, onClose }: { project: Project; onClose: () => void }) {
  const client = useQueryClient();
  const remove = (dryRun: boolean) =>
    unwrap(
      api.DELETE('/api/v1/projects/{project_id}', {
        params: { path: { project_id: project.project_id }, query: { dry_run: dryRun } },
      }),
    );
  const counted = useQuery({
    queryKey: ['count-project', project.project_id],
    queryFn: () => remove(true),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const deletion = useMutation({
    mutationFn: () => remove(false),
    onSuccess: onClose,
    onSettled: () => renewAll(client),
  });
  const error = deletion.error ?? counted.error;
  return (
    <Modal opened onClose={onClose} title={`Delete the project ${project.name}?`} size="sm">
      <Text size="sm">
        {counted.data ? `Its ${plural(counted.data.traces, 'trace')}` : 'Its traces'} will be hidden with it,
        and what is sent to it will be refused. It can be restored here.
      </Text>
      {error && (
        <Text size="sm" c="var(--bad)" role="alert" mt="xs">
          {error.message}
        </Text>
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" size="xs" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button
          color="red"
          size="xs"
          disabled={!counted.data}
          loading={deletion.isPending}
          onClick={() => deletion.mutate()}
        >
          Delete it
        </Button>
      </Group>
    </Modal>
  );
}
