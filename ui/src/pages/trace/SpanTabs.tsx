import { Badge, Group, ScrollArea, Tabs, Text } from '@mantine/core';
import type { SpanDetail } from '@/api/types';
import classes from './SpanPanel.module.css';
import { tabsOf } from './tabs/tabsOf';
import type { SpanTab } from './traceView';

/** What a span holds, one kind a tab. */
export function SpanTabs({
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
