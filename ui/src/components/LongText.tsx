import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatExact } from '@/lib/format';
import classes from './LongText.module.css';
import { useHoldsMarked } from './marked/marked';

/** Text that is cut to a readable size until someone asks for all of it; nothing is ever out of reach. */
export function LongText({
  text,
  limit = 1_600,
  render,
}: {
  text: string;
  /** Characters shown at first. */
  limit?: number;
  render?: (shown: string) => ReactNode;
}) {
  const holdsMarked = useHoldsMarked();
  const long = text.length > limit * 1.15;
  const [all, setAll] = useState(() => long && holdsMarked(text.slice(Math.max(0, limit - 200))));
  const shown = long && !all ? `${text.slice(0, limit)}…` : text;
  return (
    <>
      {render ? render(shown) : <div className={classes.text}>{shown}</div>}
      {long && (
        <Button size="compact-xs" variant="subtle" mt={4} ml={-6} onClick={() => setAll(!all)}>
          {all ? 'Show less' : `Show all ${formatExact(text.length)} characters`}
        </Button>
      )}
    </>
  );
}
