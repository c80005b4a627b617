import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { formatExact, plural } from '@/lib/format';
import classes from './JsonTree.module.css';
import { toText } from '@/lib/values';
import { LongText } from './LongText';
import { useHoldsMarked } from './marked/marked';

const FIRST_ENTRIES = 50;

/** A JSON value as a tree that opens and closes; long texts and lists are cut until asked for. */
export function JsonTree({ value, open = 2 }: { value: unknown; open?: number }) {
  return (
    <div className={classes.tree}>
      {typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? (
        <Entries entries={Object.entries(value)} open={open - 1} />
      ) : (
        <Node value={value} open={open} />
      )}
    </div>
  );
}

function Node({ name, value, open }: { name?: string; value: unknown; open: number }) {
  const holdsMarked = useHoldsMarked();
  const [shown, setShown] = useState(() => open > 0 || holdsMarked(toText(value)));
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return (
      <div className={classes.line}>
        {name !== undefined && <span className={classes.key}>{name}: </span>}
        <Scalar value={value} />
      </div>
    );
  }
  const entries = Object.entries(value);
  const isList = Array.isArray(value);
  const summary = plural(entries.length, isList ? 'item' : 'field');
  return (
    <div className={classes.branch}>
      <button type="button" className={classes.toggle} aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? <IconChevronDown size={12} /> : <IconChevronRight size={12} />}
        {name !== undefined && <span className={classes.key}>{name}</span>}
        <span className="faint">{isList ? `[${summary}]` : `{${summary}}`}</span>
      </button>
      {shown && <Entries entries={entries} open={open - 1} />}
    </div>
  );
}

function Entries({ entries, open }: { entries: [string, unknown][]; open: number }) {
  const holdsMarked = useHoldsMarked();
  const [count, setCount] = useState(() =>
    entries.length > FIRST_ENTRIES && holdsMarked(toText(entries.slice(FIRST_ENTRIES)))
      ? entries.length
      : FIRST_ENTRIES,
  );
  return (
    <div className={classes.children}>
      {entries.slice(0, count).map(([key, value]) => (
        <Node key={key} name={key} value={value} open={open} />
      ))}
      {entries.length > count && (
        <Button size="compact-xs" variant="subtle" onClick={() => setCount(count * 10)}>
          {formatExact(entries.length - count)} more
        </Button>
      )}
    </div>
  );
}

function Scalar({ value }: { value: unknown }) {
  if (typeof value === 'string') {
    return (
      <LongText
        text={value}
        limit={500}
        render={(text) => <span className={classes.text}>{text === '' ? '""' : text}</span>}
      />
    );
  }
  const kind = value === null ? 'null' : typeof value;
  return (
    <span className={classes[kind]}>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</span>
  );
}
