import { Badge, Group, Text } from '@mantine/core';
import type { Assessment } from '@/api/types';
import { Thumbs } from '@/components/assessments/Thumbs';
import { CopyButton } from '@/components/CopyButton';
import { typeLook } from '@/components/spanTypes';
import { CostText, Tokens } from '@/components/TokensCost';
import { formatDuration } from '@/lib/format';
import type { SpanNode } from '@/lib/spanTree';
import classes from './SpanHeading.module.css';

/** Which span it is, in one line, and what it took, in another. */
export function SpanHeading({ node, assessments }: { node: SpanNode; assessments: Assessment[] }) {
  const { span } = node;
  const look = typeLook(span.type);
  return (
    <div className={classes.heading}>
      <Group gap={8} wrap="nowrap">
        <look.icon size={18} stroke={1.8} style={{ color: look.color, flex: 'none' }} aria-hidden="true" />
        <Text component="h2" fw={620} size="md" className="ellipsis" title={span.name}>
          {span.name}
        </Text>
        <Badge variant="light" color="gray" style={{ flex: 'none' }}>
          {look.label}
        </Badge>
        {span.status === 'ERROR' && (
          <Badge variant="light" color="red" style={{ flex: 'none' }}>
            Failed
          </Badge>
        )}
        {node.endNs === null && (
          <Badge variant="light" color="yellow" style={{ flex: 'none' }}>
            Running
          </Badge>
        )}
        <Group gap={2} ml="auto" wrap="nowrap" style={{ flex: 'none' }}>
          <Thumbs
            key={span.span_id}
            traceId={span.trace_id}
            spanId={span.span_id}
            what="span"
            assessments={assessments}
          />
          <CopyButton text={span.span_id} label="Copy the span id" />
        </Group>
      </Group>
      <div className={classes.facts}>
        {node.startNs > 0 && (
          <span title="Start, from the start of the trace">at {formatDuration(node.startNs)}</span>
        )}
        {node.endNs !== null && <span title="Duration">{formatDuration(span.duration_ns)}</span>}
        {span.time_to_first_token_ns !== null && span.time_to_first_token_ns > 0 && (
          <span>first token {formatDuration(span.time_to_first_token_ns)}</span>
        )}
        {span.model && <span title={span.provider ?? undefined}>{span.model}</span>}
        {span.usage && (
          <span>
            <Tokens usage={span.usage} split /> tokens
            {!span.usage_counts && <span title="Already counted in the spans below"> (of its children)</span>}
          </span>
        )}
        {span.cost && (
          <span title={span.cost.price_row ?? undefined}>
            <CostText
              usd={span.cost.usd}
              unpricedCalls={span.cost.source === 'UNPRICED' ? 1 : 0}
              unpricedModels={span.model === null ? [] : [span.model]}
            />
          </span>
        )}
        {span.agent_name && !span.name.includes(span.agent_name) && <span>agent {span.agent_name}</span>}
      </div>
      {span.status === 'ERROR' && span.error_message && <p className={classes.error}>{span.error_message}</p>}
    </div>
  );
}
