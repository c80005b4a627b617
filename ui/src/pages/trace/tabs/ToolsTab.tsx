import { Stack, Text } from '@mantine/core';
import type { ToolDefinition } from '@/api/types';
import { LongText } from '@/components/LongText';
import { ValueView } from '@/components/ValueView';
import { isEmptyValue } from '@/lib/values';

/** The tools that were offered to the model. */
export function ToolsTab({ tools }: { tools: ToolDefinition[] }) {
  return (
    <Stack gap="lg">
      {tools.map((tool) => (
        <section key={tool.name} aria-label={`Tool ${tool.name}`}>
          <Text fw={600} className="mono">
            {tool.name}
          </Text>
          {tool.description && (
            <Text size="sm" component="div" mb={8} className="faint">
              <LongText text={tool.description} limit={500} />
            </Text>
          )}
          {!isEmptyValue(tool.parameters) && (
            <ValueView title="Parameters" value={tool.parameters} open={3} />
          )}
        </section>
      ))}
    </Stack>
  );
}
