import { useMemo } from 'react';
import type { SpanDetail } from '@/api/types';
import { CodeBlock } from '@/components/CodeBlock';
import { LongText } from '@/components/LongText';
import classes from './tabs.module.css';

/** The span as the API gives it. */
export function JsonTab({ span }: { span: SpanDetail }) {
  const json = useMemo(() => JSON.stringify(span, null, 2), [span]);
  if (json.length <= 100_000) return <CodeBlock code={json} label="Copy the JSON" wrap />;
  return (
    <LongText text={json} limit={100_000} render={(shown) => <pre className={classes.json}>{shown}</pre>} />
  );
}
