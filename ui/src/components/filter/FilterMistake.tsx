import { Button, Group, Text } from '@mantine/core';
import type { ApiError } from '@/api/client';
import { mistakeIn } from '@/lib/filterMistake';
import classes from './FilterMistake.module.css';

/** A filter with the place marked where it cannot be read, why, and what may have been meant. */
export function FilterMistake({
  filter,
  error,
  onFix,
}: {
  filter: string;
  error: ApiError;
  /** Takes the filter with the mistake mended. */
  onFix?: (filter: string) => void;
}) {
  const { before, wrong, after } = mistakeIn(filter, error.position ?? 0);
  const nearest = error.nearest;
  return (
    <div className={classes.mistake}>
      <code className={classes.filter}>
        {before}
        <mark>{wrong || ' '}</mark>
        {after}
      </code>
      <Text size="xs" c="var(--bad)">
        {error.message}
      </Text>
      {onFix && nearest && wrong && (
        <Group mt={2}>
          <Button
            size="compact-xs"
            variant="light"
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onFix(before + nearest + after)}
          >
            Write {nearest}
          </Button>
        </Group>
      )}
    </div>
  );
}
