import { ActionIcon, Button, Group, Popover, Text, Textarea, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { IconThumbDown, IconThumbDownFilled, IconThumbUp, IconThumbUpFilled } from '@tabler/icons-react';
import { useAssess } from '@/api/assess';
import type { Assessment } from '@/api/types';
import { RATING, ratingOf } from '@/lib/assessments';

/**
 * Thumbs up or down for a trace or a span; pressing the chosen one again takes it back. Once one is chosen there is room
 * to say why.
 */
export function Thumbs({
  traceId,
  spanId = null,
  what,
  assessments,
}: {
  traceId: string;
  spanId?: string | null;
  /** What is rated, for labels: "trace", "span", "turn". */
  what: string;
  assessments: readonly Assessment[];
}) {
  const assess = useAssess(traceId);
  const [asking, setAsking] = useState(false);
  const current = ratingOf(assessments, spanId);
  const rate = async (good: boolean) => {
    if (current?.value === good) {
      setAsking(false);
      await assess.mutateAsync({ remove: current.assessment_id });
    } else if (current) {
      await assess.mutateAsync({ change: current.assessment_id, to: { value: good } });
      setAsking(true);
    } else {
      await assess.mutateAsync({ make: { name: RATING, kind: 'FEEDBACK', span_id: spanId, value: good } });
      setAsking(true);
    }
  };
  return (
    <Popover opened={asking && current !== undefined} onChange={setAsking} position="bottom-end" width={280}>
      <Popover.Target>
        <Group gap={2} wrap="nowrap">
          {[true, false].map((good) => (
            <Thumb
              key={String(good)}
              good={good}
              what={what}
              chosen={current?.value === good}
              rationale={current?.value === good ? current.rationale : null}
              trouble={assess.error?.message}
              // The error stands at the button, and the state is what the server has.
              onClick={() => void rate(good).catch(() => undefined)}
            />
          ))}
        </Group>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label="Why this rating">
        {current && (
          <Why
            key={current.assessment_id}
            rationale={current.rationale ?? ''}
            onSave={async (rationale) => {
              await assess.mutateAsync({
                change: current.assessment_id,
                to: { rationale: rationale || null },
              });
              setAsking(false);
            }}
            trouble={assess.error?.message}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Thumb({
  good,
  what,
  chosen,
  rationale,
  trouble,
  onClick,
}: {
  good: boolean;
  what: string;
  chosen: boolean;
  rationale: string | null;
  trouble: string | undefined;
  onClick: () => void;
}) {
  const word = good ? 'good' : 'bad';
  const [Full, Empty] = good ? [IconThumbUpFilled, IconThumbUp] : [IconThumbDownFilled, IconThumbDown];
  const Icon = chosen ? Full : Empty;
  return (
    <Tooltip multiline maw={280} label={trouble ?? (rationale || (good ? `Good ${what}` : `Bad ${what}`))}>
      <ActionIcon
        size={26}
        aria-label={`Rate the ${what}: ${word}`}
        aria-pressed={chosen}
        color={chosen ? (good ? 'moss' : 'red') : 'gray'}
        onClick={onClick}
      >
        <Icon size={16} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}

function Why({
  rationale,
  trouble,
  onSave,
}: {
  rationale: string;
  trouble: string | undefined;
  onSave: (rationale: string) => Promise<void>;
}) {
  const [text, setText] = useState(rationale);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(text.trim()).catch(() => undefined);
      }}
    >
      <Textarea
        size="xs"
        label="Why? (you need not say)"
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
      {trouble && (
        <Text size="xs" c="var(--bad)" role="alert">
          {trouble}
        </Text>
      )}
      <Group justify="flex-end" mt={6}>
        <Button type="submit" size="compact-xs" variant="light">
          Save the comment
        </Button>
      </Group>
    </form>
  );
}
