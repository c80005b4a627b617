import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Attributes } from '@/api/types';
import { CopyButton } from '@/components/CopyButton';
import { JsonTree } from '@/components/JsonTree';
import { LongText } from '@/components/LongText';
import { formatExact } from '@/lib/format';
import { parseJsonText, toText } from '@/lib/values';
import classes from './tabs.module.css';

const FIRST_ROWS = 200;

/** Attributes, one a row, in the order sent. */
export function AttributeTable({ attributes }: { attributes: Attributes }) {
  const [count, setCount] = useState(FIRST_ROWS);
  const entries = Object.entries(attributes);
  return (
    <>
      <div className={classes.table}>
        {entries.slice(0, count).map(([key, value]) => (
          <div key={key} className={classes.entry}>
            <span className={classes.key}>{key}</span>
            <div className={classes.entryValue}>
              <AttributeValue value={value} />
            </div>
            <CopyButton text={() => toText(value)} label={`Copy ${key}`} size={18} />
          </div>
        ))}
      </div>
      {entries.length > count && (
        <Button mt="xs" size="compact-xs" variant="subtle" onClick={() => setCount(entries.length)}>
          {formatExact(entries.length - count)} more
        </Button>
      )}
    </>
  );
}

function AttributeValue({ value }: { value: unknown }) {
  const tree = typeof value === 'string' ? parseJsonText(value) : value;
  if (typeof tree === 'object' && tree !== null) return <JsonTree value={tree} open={0} />;
  return typeof value === 'string' ? <LongText text={value} limit={400} /> : String(value);
}
