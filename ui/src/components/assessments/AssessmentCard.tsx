import { ActionIcon, Anchor, Badge, Group, Text, Tooltip } from '@mantine/core';
import { IconGavel, IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { AssessmentChange } from '@/api/assess';
import type { Assessment } from '@/api/types';
import { JsonTree } from '@/components/JsonTree';
import { LongText } from '@/components/LongText';
import { formatAgo } from '@/lib/time';
import { toText } from '@/lib/values';
import { AssessmentForm } from './AssessmentForm';
import { AssessmentMark } from './AssessmentMark';
import classes from './assessments.module.css';

/** One judgement: whose, what, and why. A person's own can be changed; that of a judge or of code can be overruled. */
export function AssessmentCard({
  assessment,
  onSpan,
  onChange,
}: {
  assessment: Assessment;
  onSpan?: (spanId: string) => void;
  onChange: (change: AssessmentChange) => Promise<void>;
}) {
  const [editing, setEditing] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { name, kind, source, valid, span_id, value, rationale, error } = assessment;
  const own = source.type === 'HUMAN';
  const remove = () =>
    onChange({ remove: assessment.assessment_id }).catch((failure: Error) => setTrouble(failure.message));
  return (
    <article
      className={classes.card}
      data-replaced={valid ? undefined : true}
      aria-label={`${name}${valid ? '' : ', replaced'}`}
    >
      <Group gap={8} wrap="nowrap">
        <Text fw={600} className="ellipsis">
          {name}
        </Text>
        {kind !== 'FEEDBACK' && <Badge variant="light">{kind.toLowerCase()}</Badge>}
        {!valid && (
          <Badge variant="light" color="gray">
            replaced
          </Badge>
        )}
        <Group gap={0} ml="auto" wrap="nowrap">
          {valid && (
            <Act label={own ? `Edit ${name}` : `Overrule ${name}`} onClick={() => setEditing(true)}>
              {own ? <IconPencil size={14} stroke={1.7} /> : <IconGavel size={14} stroke={1.7} />}
            </Act>
          )}
          <Act label={`Delete ${name}`} onClick={remove}>
            <IconTrash size={14} stroke={1.7} />
          </Act>
        </Group>
      </Group>
      {editing ? (
        <AssessmentForm
          title={own ? `Edit ${name}` : `Overrule ${name}`}
          given={assessment}
          onCancel={() => setEditing(false)}
          onSubmit={async (said) => {
            if (own) {
              const to = { value: said.value, rationale: said.rationale };
              await onChange({ change: assessment.assessment_id, to });
            } else {
              await onChange({ make: { ...said, span_id, overrides: assessment.assessment_id } });
            }
            setEditing(false);
          }}
        />
      ) : (
        <div className={classes.value}>
          {error ? (
            <Text size="sm" c="var(--bad)">
              {error.message ?? error.code ?? 'failed'}
            </Text>
          ) : typeof value === 'object' && value !== null ? (
            <JsonTree value={value} />
          ) : typeof value === 'boolean' ? (
            <AssessmentMark assessment={assessment} />
          ) : (
            <LongText text={toText(value)} />
          )}
        </div>
      )}
      {rationale && !editing && (
        <Text size="sm" mt={4} className="faint" component="div">
          <LongText text={rationale} limit={600} />
        </Text>
      )}
      {trouble && (
        <Text size="xs" c="var(--bad)" role="alert">
          {trouble}
        </Text>
      )}
      <Group gap={10} mt={6}>
        <Text size="xs" className="faint" title={assessment.create_time}>
          {SOURCES[source.type]}
          {source.id === 'default' ? '' : ` ${source.id}`},{' '}
          {formatAgo(Date.parse(assessment.create_time), Date.now())}
        </Text>
        {onSpan && span_id !== null && (
          <Anchor size="xs" component="button" type="button" onClick={() => onSpan(span_id)}>
            of a span
          </Anchor>
        )}
      </Group>
    </article>
  );
}

const SOURCES: Record<Assessment['source']['type'], string> = {
  HUMAN: 'by a person',
  LLM_JUDGE: 'by the judge',
  CODE: 'by the code',
  SOURCE_TYPE_UNSPECIFIED: 'by',
};

function Act({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
