import { Badge, Group, ScrollArea, Tabs, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { spanQuery } from '@/api/queries';
import type { SpanDetail } from '@/api/types';
import { MarkBar } from '@/components/marked/MarkBar';
import { MarkedContext } from '@/components/marked/marked';
import { useHighlight } from '@/components/marked/useHighlight';
import { Loading, Trouble } from '@/components/Trouble';
import { patternOf } from '@/lib/places';
import type { SpanNode } from '@/lib/spanTree';
import { LogList } from '@/components/logs/LogList';
import { SpanHeading } from './SpanHeading';
import classes from './SpanPanel.module.css';
import { AttributesTab } from './tabs/AttributesTab';
import { ContentTab } from './tabs/ContentTab';
import { DocumentsTab } from './tabs/DocumentsTab';
import { EventsTab } from './tabs/EventsTab';
import { FeedbackTab } from './tabs/FeedbackTab';
import { JsonTab } from './tabs/JsonTab';
import { LinksTab } from './tabs/LinksTab';
import { ResourceTab } from './tabs/ResourceTab';
import { ToolsTab } from './tabs/ToolsTab';
import { UsageTab } from './tabs/UsageTab';
import type { SpanTab } from './traceView';

/** Everything about the selected span. */
export function SpanPanel({
  node,
  originNano,
  tab,
  mark,
  found,
  onTab,
  onUnmark,
}: {
  node: SpanNode;
  originNano: bigint;
  tab: SpanTab;
  /** Text to mark, and to find on the way here. */
  mark: string | undefined;
  /** Text of the search within the trace, which is marked too. */
  found: string | undefined;
  onTab: (tab: SpanTab) => void;
  onUnmark: () => void;
}) {
  const { trace_id, span_id } = node.span;
  // Whoever holds a key down to walk through the tree does not want each span on the way.
  const [settledId] = useDebouncedValue(span_id, 60, { leading: true });
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...spanQuery(trace_id, settledId),
    placeholderData: keepPreviousData,
  });
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const pattern = useMemo(() => patternOf(mark ?? found ?? ''), [mark, found]);
  const marks = useHighlight(frame, pattern);
  const holdsMarked = useCallback((text: string) => pattern !== null && text.search(pattern) >= 0, [pattern]);
  const stale = isPlaceholderData || data?.span_id !== span_id;
  return (
    <section className={classes.panel} aria-label="Selected span" data-span-panel>
      <SpanHeading node={node} assessments={data?.span_id === span_id ? data.assessments : []} />
      {error && !data ? (
        <Trouble error={error} retry={() => refetch()} />
      ) : data ? (
        <MarkedContext value={holdsMarked}>
          <div ref={setFrame} className={classes.marked}>
            <SpanTabs key={mark} span={data} originNano={originNano} tab={tab} onTab={onTab} stale={stale} />
          </div>
        </MarkedContext>
      ) : (
        <Loading />
      )}
      {mark !== undefined && <MarkBar text={mark} marks={marks} onClose={onUnmark} />}
    </section>
  );
}

function SpanTabs({
  span,
  originNano,
  tab,
  onTab,
  stale,
}: {
  span: SpanDetail;
  originNano: bigint;
  tab: SpanTab;
  onTab: (tab: SpanTab) => void;
  stale: boolean;
}) {
  const tabs = tabsOf(span, originNano);
  const shown = tabs.find((each) => each.id === tab) ?? tabs[0];
  if (!shown) return null;
  return (
    <Tabs
      value={shown.id}
      onChange={(next) => next && onTab(next as SpanTab)}
      className={classes.tabs}
      keepMounted={false}
    >
      <Tabs.List className={classes.list}>
        {tabs.map((each) => (
          <Tabs.Tab key={each.id} value={each.id} px={10}>
            <Group gap={5} wrap="nowrap">
              <Text size="sm" inherit>
                {each.label}
              </Text>
              {each.count !== undefined && (
                <Badge
                  size="xs"
                  variant="light"
                  style={{ flex: 'none' }}
                  color={each.alarming ? 'red' : 'gray'}
                >
                  {each.count}
                </Badge>
              )}
            </Group>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown.id} className={classes.body} data-stale={stale || undefined}>
        <ScrollArea h="100%" type="auto" key={`${span.span_id} ${shown.id}`}>
          <div className={classes.content}>{shown.render()}</div>
        </ScrollArea>
      </Tabs.Panel>
    </Tabs>
  );
}

interface TabOfSpan {
  id: SpanTab;
  label: string;
  count?: number;
  alarming?: boolean;
  render: () => ReactNode;
}

/** OpenTelemetry's lowest number of an error. */
const ERROR_SEVERITY = 17;

/** The tabs that have something to show; a span without tools has no tab for them. */
function tabsOf(span: SpanDetail, originNano: bigint): TabOfSpan[] {
  const { content } = span;
  const talks = content.input_messages.length + content.output_messages.length > 0;
  const failed = span.events.some((event) => event.name === 'exception');
  const tabs: (TabOfSpan | false)[] = [
    {
      id: 'content',
      label: talks ? 'Conversation' : 'Input & output',
      render: () => <ContentTab span={span} />,
    },
    content.tools.length > 0 && {
      id: 'tools',
      label: 'Tools',
      count: content.tools.length,
      render: () => <ToolsTab tools={content.tools} />,
    },
    content.documents.length > 0 && {
      id: 'documents',
      label: 'Documents',
      count: content.documents.length,
      render: () => <DocumentsTab documents={content.documents} />,
    },
    {
      id: 'attributes',
      label: 'Attributes',
      count: Object.keys(span.attributes).length,
      render: () => <AttributesTab span={span} />,
    },
    span.events.length > 0 && {
      id: 'events',
      label: 'Events',
      count: span.events.length,
      alarming: failed,
      render: () => <EventsTab span={span} originNano={originNano} />,
    },
    span.logs.length > 0 && {
      id: 'logs',
      label: 'Logs',
      count: span.logs.length,
      alarming: span.logs.some((log) => log.severity_number >= ERROR_SEVERITY),
      render: () => <LogList logs={span.logs} originNano={originNano} />,
    },
    span.usage !== null && { id: 'usage', label: 'Tokens', render: () => <UsageTab span={span} /> },
    span.links.length > 0 && {
      id: 'links',
      label: 'Links',
      count: span.links.length,
      render: () => <LinksTab links={span.links} />,
    },
    {
      id: 'feedback',
      label: 'Feedback',
      count: span.assessments.length || undefined,
      render: () => <FeedbackTab span={span} />,
    },
    { id: 'resource', label: 'Resource', render: () => <ResourceTab span={span} /> },
    { id: 'json', label: 'JSON', render: () => <JsonTab span={span} /> },
  ];
  return tabs.filter((tab) => tab !== false);
}
