import { Button, Center, Group, Loader, Stack, Text } from '@mantine/core';
import { IconFileSearch, IconMapSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ApiError } from '@/api/client';
import { textSearchQuery } from '@/api/queries';
import { Trouble } from '@/components/Trouble';
import { useListKeys } from '@/components/useListKeys';
import { formatExact } from '@/lib/format';
import { formatMoment } from '@/lib/time';
import { joined, type TextSearch } from '@/lib/urlSearch';
import { FilterTrouble } from '@/components/filter/FilterTrouble';
import { Hit } from './Hit';
import { SearchBar } from './SearchBar';
import classes from './SearchPage.module.css';

const route = getRouteApi('/search');

/** Traces that hold a text anywhere in what was sent, the newest first, each with the place. */
export function SearchPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: TextSearch) => navigate({ search: next, replace: true });
  const found = useInfiniteQuery(textSearchQuery(search));
  const hits = found.data?.pages.flatMap((page) => page.hits) ?? [];
  const text = search.text ?? '';
  useListKeys();
  const unreadable =
    found.error instanceof ApiError && found.error.position !== undefined ? found.error : null;
  return (
    <div className={classes.page}>
      <SearchBar search={search} onChange={change} />
      <div className={classes.scroller}>
        {text.trim() === '' ? (
          <Invitation />
        ) : unreadable ? (
          <FilterTrouble
            error={unreadable}
            filter={joined(search.filter ?? []) ?? ''}
            onFix={(filter) => change({ ...search, filter: [filter] })}
            onClear={() => change({ ...search, filter: undefined })}
          />
        ) : found.isError && hits.length === 0 ? (
          <Trouble error={found.error} retry={() => found.refetch()} />
        ) : (
          <div className={classes.results}>
            <ol className={classes.hits} aria-label="Traces found" aria-busy={found.isFetching}>
              {hits.map((hit) => (
                <Hit key={hit.trace.trace_id} hit={hit} text={text} />
              ))}
            </ol>
            <Progress query={found} count={hits.length} />
          </div>
        )}
      </div>
    </div>
  );
}

/** What the search says of its state. */
interface Found {
  isFetching: boolean;
  hasNextPage: boolean;
  error: Error | null;
  data?: { pages: { complete: boolean; searched_until_time_unix_nano: string | null }[] };
  fetchNextPage: () => unknown;
}

/** How far the search came, and the way on. */
function Progress({ query, count }: { query: Found; count: number }) {
  const last = query.data?.pages.at(-1);
  const until = last?.searched_until_time_unix_nano;
  return (
    <Group justify="center" gap="sm" py="md" role="status">
      {query.isFetching && (
        <>
          <Loader size={14} />
          <Text size="sm" className="faint">
            Searching …
          </Text>
        </>
      )}
      {query.error && (
        <Text size="sm" c="var(--bad)" role="alert">
          {query.error.message}
        </Text>
      )}
      {!query.isFetching && query.hasNextPage && (
        <>
          <Text size="sm" className="faint">
            {last?.complete === false && until
              ? `Searched back to ${formatMoment(Number(BigInt(until) / 1_000_000n), Date.now())}.`
              : `${formatExact(count)} traces so far.`}
          </Text>
          <Button size="xs" variant="light" onClick={() => query.fetchNextPage()}>
            {last?.complete === false ? 'Go on searching' : 'More'}
          </Button>
        </>
      )}
      {!query.isFetching && last && !query.hasNextPage && (
        <Text size="sm" className="faint">
          {count === 0 ? (
            <Stack component="span" align="center" gap="xs" py={60}>
              <IconMapSearch size={36} stroke={1.3} />
              Nothing that was sent holds this text. A shorter piece of it, or a wider range of time, may.
            </Stack>
          ) : (
            `${count === 1 ? 'One trace holds' : `${formatExact(count)} traces hold`} it; all was searched.`
          )}
        </Text>
      )}
    </Group>
  );
}

function Invitation() {
  return (
    <Center h="100%">
      <Stack align="center" gap="xs" maw={440} ta="center">
        <IconFileSearch size={38} stroke={1.3} />
        <Text fw={600}>Find a text in everything that was sent</Text>
        <Text size="sm" className="faint">
          Prompts, answers, arguments and results of tools, attributes, events and log records. Any part of a
          word will do.
        </Text>
      </Stack>
    </Center>
  );
}
