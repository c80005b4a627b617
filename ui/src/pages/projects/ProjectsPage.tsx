import { Button, Switch, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '@/api/client';
import { projectsQuery } from '@/api/queries';
import type { Project } from '@/api/types';
import { Loading, Trouble } from '@/components/Trouble';
import { formatAgo } from '@/lib/time';
import { DeleteProject } from './DeleteProject';
import { renewAll } from './renewAll';
import classes from './ProjectsPage.module.css';

const route = getRouteApi('/projects');

/** All projects: a deleted one is hidden with its traces, and can be brought back. */
export function ProjectsPage() {
  const { deleted = false } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(projectsQuery(deleted));
  const [leaving, setLeaving] = useState<Project | null>(null);
  const client = useQueryClient();
  const restoring = useMutation({
    mutationFn: (project: Project) =>
      unwrap(
        api.POST('/api/v1/projects/{project_id}/restore', {
          params: { path: { project_id: project.project_id } },
          body: {},
        }),
      ),
    onSettled: () => renewAll(client),
  });
  if (error && !data) return <Trouble error={error} retry={() => refetch()} />;
  if (!data) return <Loading />;
  return (
    <div className={classes.page}>
      <div className={classes.heading}>
        <Title order={1} size="h3">
          Projects
        </Title>
        <Switch
          size="xs"
          label="Show deleted ones"
          checked={deleted}
          onChange={(event) =>
            navigate({ search: { deleted: event.currentTarget.checked || undefined }, replace: true })
          }
        />
      </div>
      {restoring.error && (
        <Text size="sm" c="var(--bad)" role="alert">
          {restoring.error.message}
        </Text>
      )}
      <Table verticalSpacing={7} aria-label="Projects">
        <Table.Thead>
          <Table.Tr>
            {['Name', 'Id', 'Made', ''].map((label) => (
              <Table.Th key={label} className="faint" fz="xs" fw={550}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.projects.map((project) => (
            <Table.Tr key={project.project_id}>
              <Table.Td>
                {project.deleted ? (
                  <span className="faint">{project.name} (deleted)</span>
                ) : (
                  <Link to="/traces" search={{ project: project.name }} className={classes.name}>
                    {project.name}
                  </Link>
                )}
              </Table.Td>
              <Table.Td className="numeric faint">{project.project_id}</Table.Td>
              <Table.Td className="faint" title={project.create_time ?? undefined}>
                {project.create_time === null ? '–' : formatAgo(Date.parse(project.create_time), Date.now())}
              </Table.Td>
              <Table.Td ta="right">
                {project.deleted ? (
                  <Button
                    size="compact-xs"
                    variant="light"
                    aria-label={`Restore ${project.name}`}
                    loading={restoring.isPending && restoring.variables === project}
                    onClick={() => restoring.mutate(project)}
                  >
                    Restore
                  </Button>
                ) : (
                  project.project_id !== DEFAULT_PROJECT && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      color="red"
                      aria-label={`Delete ${project.name}`}
                      onClick={() => setLeaving(project)}
                    >
                      Delete
                    </Button>
                  )
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {leaving && <DeleteProject project={leaving} onClose={() => setLeaving(null)} />}
    </div>
  );
}

/** It is where traces go that name no project, and stays. */
const DEFAULT_PROJECT = '0';
