import { Badge, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '@/api/client';
import type { Assessment, NewAssessment, SpanDetail } from '@/api/types';
import { ValueView } from '@/components/ValueView';
import { toText } from '@/lib/values';
import classes from './tabs.module.css';

/** What people, judges and code said of this span, and a form to say more. */
export function FeedbackTab({ span }: { span: SpanDetail }) {
  return (
    <Stack gap="sm">
      {span.assessments.map((assessment) => (
        <AssessmentCard key={assessment.assessment_id} assessment={assessment} />
      ))}
      <NewFeedback span={span} />
    </Stack>
  );
}

function AssessmentCard({ assessment }: { assessment: Assessment }) {
  const { value } = assessment;
  return (
    <article className={classes.card} style={{ opacity: assessment.valid ? 1 : 0.55 }}>
      <Group gap={8}>
        <Text fw={600}>{assessment.name}</Text>
        <Badge variant="light" color="gray">
          {assessment.kind.toLowerCase()}
        </Badge>
        {!assessment.valid && <Badge color="gray">replaced</Badge>}
        <Text size="xs" className="faint" ml="auto">
          {assessment.source.type} {assessment.source.id}
        </Text>
      </Group>
      {typeof value === 'object' && value !== null ? (
        <ValueView title="Value" value={value} />
      ) : (
        <Text mt={4}>{toText(value)}</Text>
      )}
      {assessment.rationale && (
        <Text size="sm" mt={4} className="faint">
          {assessment.rationale}
        </Text>
      )}
      {assessment.error?.message && (
        <Text size="sm" c="var(--bad)">
          {assessment.error.message}
        </Text>
      )}
    </article>
  );
}

/** A value as people write it: true, 0.8 and {"a":1} are what they look like; anything else is text. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function NewFeedback({ span }: { span: SpanDetail }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [rationale, setRationale] = useState('');
  const add = useMutation({
    mutationFn: (body: NewAssessment) =>
      unwrap(
        api.POST('/api/v1/traces/{trace_id}/assessments', {
          params: { path: { trace_id: span.trace_id } },
          body,
        }),
      ),
    onSuccess: () => {
      setName('');
      setValue('');
      setRationale('');
      return client.invalidateQueries({ queryKey: ['trace', span.trace_id] });
    },
  });
  return (
    <form
      aria-label="Add feedback"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({
          name: name.trim(),
          kind: 'FEEDBACK',
          span_id: span.span_id,
          value: readValue(value),
          rationale: rationale.trim() || null,
        });
      }}
    >
      <Stack gap={8}>
        <Group grow>
          <TextInput
            size="xs"
            label="Name"
            placeholder="correctness"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            size="xs"
            label="Value"
            placeholder="true, 0.8, good …"
            required
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        </Group>
        <Textarea
          size="xs"
          label="Why"
          autosize
          value={rationale}
          onChange={(event) => setRationale(event.currentTarget.value)}
        />
        {add.error && (
          <Text size="xs" c="var(--bad)" role="alert">
            {add.error.message}
          </Text>
        )}
        <Group>
          <Button type="submit" size="xs" variant="light" loading={add.isPending}>
            Add feedback
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
