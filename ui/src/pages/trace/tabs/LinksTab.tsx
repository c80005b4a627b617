import { Anchor, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { SpanDetail } from '@/api/types';
import { AttributeTable } from './AttributeTable';
import classes from './tabs.module.css';

/** Other spans that this one points to, in this trace or another. */
export function LinksTab({ links }: { links: SpanDetail['links'] }) {
  return (
    <Stack gap="sm">
      {links.map((link) => (
        <div key={`${link.trace_id} ${link.span_id}`} className={classes.card}>
          <Anchor
            className="mono"
            renderRoot={(props) => (
              <Link
                to="/traces/$traceId"
                params={{ traceId: link.trace_id }}
                search={{ span: link.span_id }}
                {...props}
              />
            )}
          >
            {link.trace_id} / {link.span_id}
          </Anchor>
          <AttributeTable attributes={link.attributes} />
        </div>
      ))}
    </Stack>
  );
}
