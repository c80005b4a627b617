import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './StatsPage.module.css';

/** One number, large. */
export function Tile({
  label,
  value,
  note,
  bad = false,
}: {
  label: string;
  value: string;
  note?: ReactNode;
  bad?: boolean;
}) {
  return (
    <div className={classes.card}>
      <Text size="xs" className="faint">
        {label}
      </Text>
      <div className={classes.value} style={bad ? { color: 'var(--bad)' } : undefined}>
        {value}
      </div>
      <Text size="xs" className="faint" mih={18} component="div">
        {note}
      </Text>
    </div>
  );
}
