import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { plural } from '@/lib/format';
import classes from './MarkBar.module.css';
import type { Highlighted } from './useHighlight';

/** Which text is marked, at how many places, and the way from one to the next. */
export function MarkBar({ text, marks, onClose }: { text: string; marks: Highlighted; onClose: () => void }) {
  return (
    <Group className={classes.bar} gap={6} wrap="nowrap" role="group" aria-label="Marked text">
      <Text size="xs" className="ellipsis">
        <mark className={classes.text}>{text}</mark>
      </Text>
      <Text size="xs" className="faint numeric" role="status" style={{ whiteSpace: 'nowrap' }}>
        {marks.count === 0 ? 'not in what is shown here' : plural(marks.count, 'place')}
      </Text>
      <Group gap={0} ml="auto" wrap="nowrap">
        <ActionIcon
          size={22}
          aria-label="Previous place"
          disabled={marks.count < 2}
          onClick={() => marks.go(marks.current - 1)}
        >
          <IconChevronUp size={14} />
        </ActionIcon>
        <ActionIcon
          size={22}
          aria-label="Next place"
          disabled={marks.count < 2}
          onClick={() => marks.go(marks.current + 1)}
        >
          <IconChevronDown size={14} />
        </ActionIcon>
        <ActionIcon size={22} aria-label="Mark nothing" onClick={onClose}>
          <IconX size={14} />
        </ActionIcon>
      </Group>
    </Group>
  );
}
