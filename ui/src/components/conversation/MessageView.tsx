import { IconRobot, IconSettings, IconTool, IconUser } from '@tabler/icons-react';
import type { Message, MessagePart } from '@/api/types';
import { CopyButton } from '@/components/CopyButton';
import { toText } from '@/lib/values';
import classes from './Conversation.module.css';
import { PartView } from './PartView';

const ICONS: Record<string, typeof IconUser> = {
  user: IconUser,
  human: IconUser,
  assistant: IconRobot,
  ai: IconRobot,
  model: IconRobot,
  system: IconSettings,
  developer: IconSettings,
  tool: IconTool,
  function: IconTool,
};

/** One message: who speaks, and what was said. */
export function MessageView({ message }: { message: Message }) {
  const role = message.role.toLowerCase();
  const Icon = ICONS[role] ?? IconUser;
  return (
    <li className={classes.message} data-role={role}>
      <div className={classes.speaker}>
        <Icon size={14} stroke={1.9} />
        <span>{message.role}</span>
        {message.name && <span className="faint">{message.name}</span>}
        <span className={classes.aside}>
          {message.finish_reason && <span className="faint">{message.finish_reason}</span>}
          <CopyButton text={() => plainText(message)} label="Copy the message" size={20} />
        </span>
      </div>
      <div className={classes.parts}>
        {message.parts.map((part, index) => (
          <PartView key={index} part={part} role={role} />
        ))}
        {message.parts.length === 0 && <span className="faint">empty</span>}
      </div>
    </li>
  );
}

function plainText(message: Message): string {
  return message.parts.map(partText).join('\n\n');
}

function partText(part: MessagePart): string {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
      return part.text;
    case 'tool_call':
      return `${part.name}(${toText(part.arguments)})`;
    case 'tool_result':
      return toText(part.result);
    case 'media':
      return part.uri ?? part.file_id ?? `[${part.modality}]`;
    case 'other':
      return toText(part.value);
  }
}
