import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { projectsQuery } from '@/api/queries';

/** Chooses a project by name, or all; says nothing while there is but one. */
export function ProjectSelect({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (project: string | undefined) => void;
}) {
  const { data } = useQuery(projectsQuery());
  const names = (data?.projects ?? []).map((project) => project.name);
  if (names.length < 2 && value === undefined) return null;
  return (
    <Select
      aria-label="Project"
      size="xs"
      w={170}
      placeholder="All projects"
      clearable
      searchable
      data={value !== undefined && !names.includes(value) ? [value, ...names] : names}
      value={value ?? null}
      onChange={(project) => onChange(project ?? undefined)}
    />
  );
}
