import { ActionIcon, Button, Group, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useLive } from '@/api/live';
import { sessionQuery } from '@/api/queries';
import { CopyButton } from '@/components/CopyButton';
import { useKeys } from '@/components/shortcuts';
import { CostText, Tokens } from '@/components/TokensCost';
import { Loading, Trouble } from '@/components/Trouble';
import { useListKeys } from '@/components/useListKeys';
import { plural } from '@/lib/format';
import { sumUsage } from '@/lib/sumUsage';
import classes from './SessionPage.module.css';
import { Turn } from './Turn';

const route = getRouteApi('/sessions/$session');

/** A conversation: its traces as turns, oldest first. */
export function SessionPage() {
  const { session } = route.useParams();
  const client = useQueryClient();
  const navigate = useNavigate();
  const options = sessionQuery(session);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(options);
  const turns = useMemo(() => (data?.pages.flatMap((page) => page.traces) ?? []).reverse(), [data]);
  const reload = () => client.invalidateQueries({ queryKey: options.queryKey });
  useLive({ session }, data?.pages[0]?.eventId, { changed: reload, removed: reload, reset: reload });
  useListKeys();
  useKeys({
    Escape: () => navigate({ to: '/sessions' }),
  });

  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: turns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 220,
    getItemKey: (index) => turns[index]?.trace_id ?? index,
    overscan: 4,
    gap: 22,
  });

  if (error) return <Trouble error={error} retry={() => refetch()} />;
  if (!data) return <Loading />;
  const costs = turns.flatMap((turn) => turn.cost_usd ?? []);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Tooltip label="All sessions (Esc)">
          <ActionIcon aria-label="All sessions" renderRoot={(props) => <Link to="/sessions" {...props} />}>
            <IconArrowLeft size={17} />
          </ActionIcon>
        </Tooltip>
        <Title order={1} size="h4" className="ellipsis">
          {session}
        </Title>
        <CopyButton text={session} label="Copy the session id" />
        <Group gap="lg" ml="auto" wrap="nowrap" className="numeric">
          {turns[0]?.user && <span>{turns[0].user}</span>}
          <span>
            {plural(turns.length, 'trace')}
            {hasNextPage ? ' or more' : ''}
          </span>
          <span>
            <Tokens usage={sumUsage(turns.map((turn) => turn.usage))} split /> tokens
          </span>
          <CostText
            usd={costs.length === 0 ? null : costs.reduce((sum, usd) => sum + usd, 0)}
            unpricedCalls={turns.reduce((sum, turn) => sum + turn.unpriced_calls, 0)}
            unpricedModels={[...new Set(turns.flatMap((turn) => turn.unpriced_models))]}
          />
        </Group>
      </header>
      <div ref={scroller} className={classes.scroller}>
        {hasNextPage && (
          <Group justify="center" py="sm">
            <Button size="xs" variant="light" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
              Earlier traces
            </Button>
          </Group>
        )}
        <div className={classes.turns} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const trace = turns[item.index];
            return (
              trace && (
                <div
                  key={item.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  className={classes.turn}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <Turn trace={trace} />
                </div>
              )
            );
          })}
        </div>
        {turns.length === 0 && (
          <Text className="faint" ta="center">
            No trace of this session is kept.
          </Text>
        )}
      </div>
    </div>
  );
}
