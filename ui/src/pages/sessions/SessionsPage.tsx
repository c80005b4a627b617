import { Button, Center, Stack, Table, Text } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '@/api/client';
import { sessionListQuery } from '@/api/queries';
import { FilterBar } from '@/components/filter/FilterBar';
import { FilterTrouble } from '@/components/filter/FilterTrouble';
import { ProjectSelect } from '@/components/ProjectSelect';
import { RangeSelect } from '@/components/RangeSelect';
import { Loading, Trouble } from '@/components/Trouble';
import { useListKeys } from '@/components/useListKeys';
import { searchFilter } from '@/lib/searchFilter';
import { isFiltered, type SessionSearch } from '@/lib/urlSearch';
import { SessionRow } from './SessionRow';
import classes from './SessionsPage.module.css';

const route = getRouteApi('/sessions');

export function SessionsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: SessionSearch) => navigate({ search: next, replace: true });
  const list = useInfiniteQuery(sessionListQuery(search));
  const sessions = list.data?.pages.flatMap((page) => page.sessions) ?? [];
  const { ref: end, entry } = useIntersection();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (entry?.isIntersecting && hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [entry, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useListKeys();
  const unreadable =
    search.filter && list.error instanceof ApiError && list.error.position !== undefined ? list.error : null;

  return (
    <div className={classes.page}>
      <div className={classes.bar} role="search">
        <FilterBar
          label="Filter sessions"
          placeholder="Sessions with a trace of this name, user, model, tag, or like errors > 0"
          search={search}
          names={[]}
          onChange={change}
        />
        <ProjectSelect value={search.project} onChange={(project) => change({ ...search, project })} />
        <RangeSelect
          value={search}
          onChange={({ range, from, to }) => change({ ...search, range, from, to })}
        />
      </div>
      {list.isPending ? (
        <Loading />
      ) : unreadable ? (
        <FilterTrouble
          error={unreadable}
          filter={searchFilter(search) ?? ''}
          onFix={(filter) => change({ ...rangeOf(search), filter: [filter] })}
          onClear={() => change({ ...search, filter: undefined })}
        />
      ) : list.isError ? (
        <Trouble error={list.error} retry={() => list.refetch()} />
      ) : sessions.length === 0 ? (
        <NoSessions filtered={isFiltered(search)} clear={() => change({})} />
      ) : (
        <div className={classes.scroller}>
          <Table verticalSpacing={7} horizontalSpacing="md" stickyHeader highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                {['Session', 'User', 'Began with', 'Latest answer', 'Traces', 'Tokens', 'Cost', 'Active'].map(
                  (label) => (
                    <Table.Th key={label} className="faint" fz="xs" fw={550}>
                      {label}
                    </Table.Th>
                  ),
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sessions.map((session) => (
                <SessionRow key={`${session.project_id} ${session.session}`} session={session} />
              ))}
            </Table.Tbody>
          </Table>
          <div ref={end} style={{ height: 1 }} />
          {isFetchingNextPage && <Loading />}
        </div>
      )}
    </div>
  );
}

/** What of a search is not in its filter. */
function rangeOf({ project, range, from, to }: SessionSearch): SessionSearch {
  return { project, range, from, to };
}

function NoSessions({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  return (
    <Center h="100%">
      {filtered ? (
        <Stack align="center" gap="xs">
          <Text fw={550}>No session matches</Text>
          <Button variant="light" size="xs" onClick={clear}>
            Clear the filters
          </Button>
        </Stack>
      ) : (
        <Text className="faint" maw={420} ta="center">
          No sessions here. Traces whose spans name a conversation (session.id, gen_ai.conversation.id and the
          like) are gathered into one.
        </Text>
      )}
    </Center>
  );
}
