import { Anchor, Center, Table, Text, TextInput } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { IconUser } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { sessionListQuery } from '@/api/queries';
import type { Session } from '@/api/types';
import { ProjectSelect } from '@/components/ProjectSelect';
import { RangeSelect } from '@/components/RangeSelect';
import { SEARCH_FIELD } from '@/components/shortcuts';
import { CostText, Tokens } from '@/components/TokensCost';
import { Loading, Trouble } from '@/components/Trouble';
import { useListKeys } from '@/components/useListKeys';
import { formatExact, oneLine } from '@/lib/format';
import { formatAgo, nanosToMillis } from '@/lib/time';
import type { RangeSearch } from '@/lib/urlSearch';
import classes from './SessionsPage.module.css';

const route = getRouteApi('/sessions');

export function SessionsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: RangeSearch) => navigate({ search: next, replace: true });
  const list = useInfiniteQuery(sessionListQuery(search));
  const sessions = list.data?.pages.flatMap((page) => page.sessions) ?? [];
  const { ref: end, entry } = useIntersection();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (entry?.isIntersecting && hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [entry, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useListKeys();

  return (
    <div className={classes.page}>
      <div className={classes.bar} role="search">
        <TextInput
          {...SEARCH_FIELD}
          size="xs"
          w={260}
          aria-label="User"
          placeholder="All users"
          leftSection={<IconUser size={13} />}
          defaultValue={search.user ?? ''}
          onBlur={(event) => change({ ...search, user: event.currentTarget.value || undefined })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <span style={{ marginLeft: 'auto' }} />
        <ProjectSelect value={search.project} onChange={(project) => change({ ...search, project })} />
        <RangeSelect
          value={search}
          onChange={({ range, from, to }) => change({ ...search, range, from, to })}
        />
      </div>
      {list.isPending ? (
        <Loading />
      ) : list.isError ? (
        <Trouble error={list.error} retry={() => list.refetch()} />
      ) : sessions.length === 0 ? (
        <Center h="100%">
          <Text className="faint" maw={420} ta="center">
            No sessions here. Traces whose spans name a conversation (session.id, gen_ai.conversation.id and
            the like) are gathered into one.
          </Text>
        </Center>
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

function SessionRow({ session }: { session: Session }) {
  const navigate = useNavigate();
  const open = () => navigate({ to: '/sessions/$session', params: { session: session.session } });
  return (
    <Table.Tr onClick={open} className={classes.row}>
      <Table.Td>
        <Anchor
          inherit
          fw={560}
          c="inherit"
          data-row-link
          renderRoot={(props) => (
            <Link to="/sessions/$session" params={{ session: session.session }} {...props} />
          )}
        >
          {session.session}
        </Anchor>
      </Table.Td>
      <Table.Td>{session.user ?? <span className="faint">–</span>}</Table.Td>
      <Table.Td className={classes.preview}>{oneLine(session.first_input_preview ?? '')}</Table.Td>
      <Table.Td className={classes.preview}>{oneLine(session.last_output_preview ?? '')}</Table.Td>
      <Table.Td className="numeric" style={{ whiteSpace: 'nowrap' }}>
        {formatExact(session.trace_count)}
        {session.error_count > 0 && (
          <span style={{ color: 'var(--bad)' }}> ({session.error_count} failed)</span>
        )}
      </Table.Td>
      <Table.Td>
        <Tokens usage={session.usage} />
      </Table.Td>
      <Table.Td>
        <CostText usd={session.cost_usd} unpricedCalls={0} />
      </Table.Td>
      <Table.Td className="faint" style={{ whiteSpace: 'nowrap' }} title={session.last_start_time}>
        {formatAgo(nanosToMillis(session.last_start_time_unix_nano), Date.now())}
      </Table.Td>
    </Table.Tr>
  );
}
