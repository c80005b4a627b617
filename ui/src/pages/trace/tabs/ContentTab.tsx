import { Badge, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SpanDetail } from '@/api/types';
import { Conversation } from '@/components/conversation/Conversation';
import { ValueView } from '@/components/ValueView';
import { isEmptyValue, sameValue, toText } from '@/lib/values';

/** What went in and what came out: as a conversation where it was one. */
export function ContentTab({ span }: { span: SpanDetail }) {
  const { content, summary } = span;
  const use = content.tool_use;
  const inputs = !isEmptyValue(content.inputs) && !(use && sameValue(content.inputs, use.arguments));
  const outputs = !isEmptyValue(content.outputs) && !(use && sameValue(content.outputs, use.result));
  const nothing =
    !inputs &&
    !outputs &&
    !use &&
    content.input_messages.length === 0 &&
    content.output_messages.length === 0;
  return (
    <Stack gap="lg">
      <Parameters span={span} />
      {use && (
        <Section title={`Tool ${use.name}`}>
          {use.description && (
            <Text size="sm" className="faint" mb={8}>
              {use.description}
            </Text>
          )}
          {!isEmptyValue(use.arguments) && <ValueView title="Arguments" value={use.arguments} />}
          {!isEmptyValue(use.result) && <ValueView title="Result" value={use.result} />}
        </Section>
      )}
      {(inputs || content.input_messages.length > 0) && (
        <Section title="Input" silent={content.input_messages.length === 0}>
          {content.input_messages.length > 0 && <Conversation messages={content.input_messages} history />}
          {inputs && <ValueView title="Input" value={content.inputs} />}
        </Section>
      )}
      {(outputs || content.output_messages.length > 0) && (
        <Section
          title="Output"
          silent={content.output_messages.length === 0}
          aside={summary.finish_reasons.map((reason) => (
            <Badge key={reason} size="xs" variant="light" color="gray">
              {reason}
            </Badge>
          ))}
        >
          {content.output_messages.length > 0 && <Conversation messages={content.output_messages} />}
          {outputs && <ValueView title="Output" value={content.outputs} />}
        </Section>
      )}
      {nothing && (
        <Text className="faint">
          This span recorded neither input nor output. What it carries is under Attributes.
        </Text>
      )}
    </Stack>
  );
}

function Section({
  title,
  aside,
  silent = false,
  children,
}: {
  title: string;
  aside?: ReactNode;
  /** What is in it says the title already. */
  silent?: boolean;
  children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      {!silent && (
        <Group gap={8} mb={8}>
          <Text component="h3" size="sm" fw={640}>
            {title}
          </Text>
          {aside}
        </Group>
      )}
      {children}
    </section>
  );
}

/** The request's settings and the prompt that was used, as small marks. */
function Parameters({ span }: { span: SpanDetail }) {
  const { parameters, prompt, workflow_name } = span.content;
  const marks = Object.entries(parameters).filter(([, value]) => !isEmptyValue(value));
  if (prompt) marks.unshift(['prompt', prompt.version ? `${prompt.name} v${prompt.version}` : prompt.name]);
  if (workflow_name) marks.unshift(['workflow', workflow_name]);
  if (marks.length === 0) return null;
  return (
    <Group gap={6}>
      {marks.map(([key, value]) => (
        <Badge key={key} variant="default" size="sm" fw={450} title={`${key}: ${toText(value)}`} maw={260}>
          <span className="faint">{key}</span> {toText(value)}
        </Badge>
      ))}
    </Group>
  );
}
