import { ActionIcon, Button, Group, Text, TextInput, Tooltip } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconSearch,
} from '@tabler/icons-react';
import { SEARCH_FIELD } from '@/components/shortcuts';
import { formatExact, plural } from '@/lib/format';
import classes from './Timeline.module.css';

/** Above the spans: search them, go to those that failed, fold and unfold all. */
export function TimelineTools({
  search,
  found,
  spanCount,
  failed,
  allOpen,
  onSearch,
  onLeaveSearch,
  onNextError,
  onToggleAll,
}: {
  search: string;
  /** How many spans the search has found; null while nothing is searched for. */
  found: number | null;
  spanCount: number;
  failed: number;
  allOpen: boolean;
  onSearch: (text: string) => void;
  onLeaveSearch: () => void;
  onNextError: () => void;
  onToggleAll: () => void;
}) {
  return (
    <Group gap={6} px={10} py={6} className={classes.tools} wrap="nowrap">
      <TextInput
        {...SEARCH_FIELD}
        size="xs"
        flex={1}
        maw={360}
        aria-label="Search spans"
        placeholder="Search spans, and content that was opened"
        leftSection={<IconSearch size={13} stroke={1.8} />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'Enter') return;
          if (event.key === 'Escape') onSearch('');
          event.currentTarget.blur();
          onLeaveSearch();
        }}
      />
      <Text size="xs" className="faint numeric" role="status">
        {found === null ? plural(spanCount, 'span') : `${formatExact(found)} found`}
      </Text>
      {failed > 0 && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          ml="auto"
          title="Go to the next failed span (e)"
          leftSection={<IconAlertTriangleFilled size={12} />}
          onClick={onNextError}
        >
          {formatExact(failed)} failed
        </Button>
      )}
      <Tooltip label={allOpen ? 'Collapse all (x)' : 'Expand all (x)'}>
        <ActionIcon
          ml={failed > 0 ? undefined : 'auto'}
          aria-label={allOpen ? 'Collapse all' : 'Expand all'}
          onClick={onToggleAll}
        >
          {allOpen ? <IconArrowsDiagonalMinimize2 size={15} /> : <IconArrowsDiagonal size={15} />}
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
