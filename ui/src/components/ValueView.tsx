import { Group, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { parseJsonText, toText } from '@/lib/values';
import { CopyButton } from './CopyButton';
import { JsonTree } from './JsonTree';
import { Markdown } from './Markdown';
import classes from './ValueView.module.css';

/** Any value under a title: text as text, trees as trees, with a copy button; JSON in a text is shown as a tree too. */
export function ValueView({ title, value, open }: { title: string; value: unknown; open?: number }) {
  const tree = useMemo(() => (typeof value === 'string' ? parseJsonText(value) : value), [value]);
  const [raw, setRaw] = useState(false);
  const isText = typeof value === 'string';
  return (
    <section className={classes.value} aria-label={title}>
      <Group gap={4} className={classes.head}>
        <Text size="xs" fw={600} className="faint">
          {title}
        </Text>
        <Group gap={2} ml="auto">
          {isText && tree !== undefined && (
            <button type="button" className={classes.switch} onClick={() => setRaw(!raw)}>
              {raw ? 'As a tree' : 'As text'}
            </button>
          )}
          <CopyButton text={() => toText(value)} label={`Copy ${title.toLowerCase()}`} />
        </Group>
      </Group>
      <div className={classes.body}>
        {isText && (tree === undefined || raw) ? (
          <Markdown text={value} plain={raw} />
        ) : (
          <JsonTree value={tree} open={open} />
        )}
      </div>
    </section>
  );
}
