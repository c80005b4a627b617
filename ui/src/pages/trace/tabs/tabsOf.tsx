import type { ReactNode } from 'react';
import type { SpanDetail } from '@/api/types';
import { LogList } from '@/components/logs/LogList';
import type { SpanTab } from '../traceView';
import { AttributesTab } from './AttributesTab';
import { ContentTab } from './ContentTab';
import { DocumentsTab } from './DocumentsTab';
import { EventsTab } from './EventsTab';
import { FeedbackTab } from './FeedbackTab';
import { JsonTab } from './JsonTab';
import { LinksTab } from './LinksTab';
import { ResourceTab } from './ResourceTab';
import { ToolsTab } from './ToolsTab';
import { UsageTab } from './UsageTab';

export interface TabOfSpan {
  id: SpanTab;
  label: string;
  count?: number;
  alarming?: boolean;
  render: () => ReactNode;
}

/** OpenTelemetry's lowest number of an error. */
const ERROR_SEVERITY = 17;

/** The tabs that have something to show; a span without tools has no tab for them. */
export function tabsOf(span: SpanDetail, originNano: bigint): TabOfSpan[] {
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
