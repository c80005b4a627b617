import { Loader, ScrollArea, Tabs, Text, Title } from '@mantine/core';
import { CodeBlock } from '@/components/CodeBlock';
import { Logo } from '@/components/Logo';
import classes from './FirstTrace.module.css';
import { snippets } from './snippets';

/** How to send the first trace, for the clients people have. */
export function FirstTrace({ waiting }: { waiting: boolean }) {
  return (
    <ScrollArea h="100%">
      <div className={classes.page}>
        <Logo size={44} />
        <Title order={2} mt="md">
          {waiting ? 'Send your first trace' : 'Send traces to Spoor'}
        </Title>
        <Text className="faint" mt={6} size="md">
          Spoor takes OpenTelemetry at <span className="mono">{window.location.origin}/v1/traces</span>. Any
          client that speaks it will do; here are the usual ones.
        </Text>
        <Tabs defaultValue="demo" mt="lg" keepMounted={false}>
          <Tabs.List>
            {snippets(window.location.origin).map((snippet) => (
              <Tabs.Tab key={snippet.id} value={snippet.id}>
                {snippet.label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {snippets(window.location.origin).map((snippet) => (
            <Tabs.Panel key={snippet.id} value={snippet.id} pt="md">
              <Text size="sm" mb="sm">
                {snippet.note}
              </Text>
              <CodeBlock code={snippet.code} label={`Copy the snippet for ${snippet.label}`} />
            </Tabs.Panel>
          ))}
        </Tabs>
        {waiting && (
          <div className={classes.waiting} role="status">
            <Loader size={14} /> Waiting for the first trace; it will appear here by itself.
          </div>
        )}
      </div>
    </ScrollArea>
  );
}
