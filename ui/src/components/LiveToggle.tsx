import { Button } from '@mantine/core';
import classes from './LiveToggle.module.css';

export function LiveToggle({ live, onChange }: { live: boolean; onChange: (live: boolean) => void }) {
  return (
    <Button
      variant="default"
      size="xs"
      aria-pressed={live}
      title={
        live ? 'New traces appear by themselves; stop that (l)' : 'Let new traces appear by themselves (l)'
      }
      leftSection={<span className={classes.dot} data-live={live || undefined} />}
      onClick={() => onChange(!live)}
    >
      Live
    </Button>
  );
}
