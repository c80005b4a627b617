import { Collapse, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconBulb, IconChevronRight, IconTool } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { MessagePart } from '@/api/types';
import { CopyButton } from '@/components/CopyButton';
import { JsonTree } from '@/components/JsonTree';
import { LongText } from '@/components/LongText';
import { Markdown } from '@/components/Markdown';
import { useHoldsMarked } from '@/components/marked/marked';
import { oneLine } from '@/lib/format';
import { isEmptyValue, parseJsonText, toText } from '@/lib/values';
import classes from './Conversation.module.css';
import { MediaView } from './MediaView';

/** A piece of a message, each kind in its own dress. */
export function PartView({ part, role }: { part: MessagePart; role: string }) {
  switch (part.kind) {
    case 'text':
      return role === 'system' || role === 'developer' ? (
        <LongText text={part.text} limit={420} />
      ) : (
        <TextOrTree value={part.text} />
      );
    case 'reasoning':
      return <Reasoning text={part.text} />;
    case 'tool_call':
      return (
        <ToolBox
          icon={<IconTool size={13} stroke={1.9} />}
          title={part.name}
          id={part.id}
          copy={part.arguments}
        >
          {isEmptyValue(part.arguments) ? (
            <span className="faint">no arguments</span>
          ) : (
            <TextOrTree value={part.arguments} />
          )}
        </ToolBox>
      );
    case 'tool_result':
      return (
        <ToolBox
          icon={<IconArrowBackUp size={13} stroke={1.9} />}
          title={part.name ?? 'result'}
          id={part.id}
          copy={part.result}
        >
          {isEmptyValue(part.result) ? (
            <span className="faint">nothing</span>
          ) : (
            <TextOrTree value={part.result} />
          )}
        </ToolBox>
      );
    case 'media':
      return <MediaView media={part} />;
    case 'other':
      return (
        <ToolBox icon={null} title={part.type} id={null} copy={part.value}>
          <TextOrTree value={part.value} />
        </ToolBox>
      );
  }
}

function TextOrTree({ value }: { value: unknown }) {
  const tree = typeof value === 'string' ? parseJsonText(value) : value;
  if (typeof tree === 'object' && tree !== null) return <JsonTree value={tree} open={2} />;
  return typeof value === 'string' ? (
    <Markdown text={value} />
  ) : (
    <span className="mono">{String(value)}</span>
  );
}

function Reasoning({ text }: { text: string }) {
  const holdsMarked = useHoldsMarked();
  const [opened, { toggle }] = useDisclosure(holdsMarked(text));
  return (
    <div className={classes.reasoning}>
      <UnstyledButton onClick={toggle} aria-expanded={opened} className={classes.reasoningHead}>
        <IconBulb size={13} stroke={1.9} />
        <span>Reasoning</span>
        {!opened && <span className="ellipsis">{oneLine(text.slice(0, 160))}</span>}
        <IconChevronRight size={12} style={{ marginLeft: 'auto', rotate: opened ? '90deg' : undefined }} />
      </UnstyledButton>
      <Collapse expanded={opened}>
        <Markdown text={text} />
      </Collapse>
    </div>
  );
}

function ToolBox({
  icon,
  title,
  id,
  copy,
  children,
}: {
  icon: ReactNode;
  title: string;
  id: string | null;
  copy: unknown;
  children: ReactNode;
}) {
  return (
    <div className={classes.tool}>
      <div className={classes.toolHead}>
        {icon}
        <span className="mono">{title}</span>
        {id && <span className={`mono faint ellipsis ${classes.callId}`}>{id}</span>}
        <span style={{ marginLeft: 'auto' }}>
          <CopyButton text={() => toText(copy)} label={`Copy ${title}`} size={20} />
        </span>
      </div>
      <div className={classes.toolBody}>{children}</div>
    </div>
  );
}
