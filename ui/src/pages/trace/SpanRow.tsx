import { IconAlertTriangleFilled, IconChevronDown, IconChevronRight, IconUnlink } from '@tabler/icons-react';
import { memo } from 'react';
import { typeLook } from '@/components/spanTypes';
import { formatCount, formatDuration } from '@/lib/format';
import type { SpanNode } from '@/lib/spanTree';
import classes from './SpanRow.module.css';

/** One span: its place in the tree, and its place in time. */
export const SpanRow = memo(function SpanRow({
  node,
  top,
  rowIndex,
  extentNs,
  selected,
  open,
  dimmed,
  onSelect,
  onOpen,
}: {
  node: SpanNode;
  top: number;
  rowIndex: number;
  extentNs: number;
  selected: boolean;
  open: boolean;
  dimmed: boolean;
  onSelect: (spanId: string) => void;
  onOpen: (spanId: string, open: boolean) => void;
}) {
  const { span } = node;
  const look = typeLook(span.type);
  const failed = span.status === 'ERROR';
  const hasChildren = node.children.length > 0;
  return (
    // The keys of the whole tree act on the selected row, see useTreeKeys.
    <div
      id={`span-${span.span_id}`}
      role="row"
      aria-rowindex={rowIndex}
      aria-level={node.depth + 1}
      aria-expanded={hasChildren ? open : undefined}
      aria-selected={selected}
      className={classes.row}
      data-dimmed={dimmed || undefined}
      style={{ transform: `translateY(${top}px)`, '--type': look.color } as React.CSSProperties}
      onClick={() => onSelect(span.span_id)}
    >
      <div
        role="gridcell"
        className={classes.tree}
        style={{ paddingLeft: `calc(${node.depth} * var(--indent) + 6px)` }}
      >
        {hasChildren ? (
          <button
            type="button"
            tabIndex={-1}
            className={classes.caret}
            aria-label={open ? `Collapse ${span.name}` : `Expand ${span.name}`}
            onClick={(event) => {
              event.stopPropagation();
              onOpen(span.span_id, !open);
            }}
          >
            {open ? <IconChevronDown size={13} /> : <IconChevronRight size={13} />}
          </button>
        ) : (
          <span className={classes.caret} />
        )}
        <look.icon size={15} stroke={1.8} className={classes.icon} aria-label={look.label} role="img" />
        <span className={classes.name} data-failed={failed || undefined} title={span.name}>
          {span.name}
        </span>
        {failed && (
          <IconAlertTriangleFilled size={12} className={classes.failed} aria-label="Failed" role="img" />
        )}
        {!failed && !open && node.errorBelow && (
          <IconAlertTriangleFilled
            size={12}
            className={classes.failedBelow}
            aria-label="Failed below"
            role="img"
          />
        )}
        {node.orphan && (
          <IconUnlink size={12} className="faint" aria-label="Its parent has not arrived" role="img">
            <title>Its parent has not arrived</title>
          </IconUnlink>
        )}
        {!open && hasChildren && <span className={classes.count}>{formatCount(node.descendants)}</span>}
        {span.usage && (
          <span
            className={classes.tokens}
            title={`${span.usage.total_input} tokens in, ${span.usage.total_output} out`}
          >
            {formatCount(span.usage.total)}
          </span>
        )}
      </div>
      <Bar node={node} extentNs={extentNs} failed={failed} />
    </div>
  );
});

function Bar({ node, extentNs, failed }: { node: SpanNode; extentNs: number; failed: boolean }) {
  const { span, startNs, endNs } = node;
  const left = (100 * startNs) / extentNs;
  const width = (100 * ((endNs ?? extentNs) - startNs)) / extentNs;
  const right = 100 - left - width;
  const firstToken = span.time_to_first_token_ns;
  const duration = endNs === null ? 'running' : formatDuration(span.duration_ns);
  // The label stands beside the bar where there is room: right of it, else left, else on it.
  const side = right > 16 ? 'right' : left > 16 ? 'left' : 'inside';
  const labelStyle =
    side === 'right'
      ? { left: `${left + width}%` }
      : side === 'left'
        ? { right: `${100 - left}%` }
        : { right: `${Math.max(0, right)}%` };
  return (
    <div role="gridcell" className={classes.lane}>
      <div className={classes.track}>
        <div
          className={classes.bar}
          data-failed={failed || undefined}
          data-running={endNs === null || undefined}
          style={{ left: `${left}%`, width: `${width}%` }}
        >
          {firstToken !== null && firstToken > 0 && span.duration_ns > 0 && (
            <span
              className={classes.firstToken}
              title={`First token after ${formatDuration(firstToken)}`}
              style={{ width: `${Math.min(100, (100 * firstToken) / span.duration_ns)}%` }}
            />
          )}
        </div>
        <span className={classes.duration} data-side={side} style={labelStyle}>
          {duration}
        </span>
      </div>
    </div>
  );
}
