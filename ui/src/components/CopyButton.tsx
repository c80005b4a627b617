import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** Copies a text; one that is costly to make may be given as a function. */
export function CopyButton({
  text,
  label,
  size = 22,
}: {
  text: string | (() => string);
  label: string;
  size?: number;
}) {
  const clipboard = useClipboard({ timeout: 1_200 });
  return (
    <Tooltip label={clipboard.copied ? 'Copied' : label}>
      <ActionIcon
        size={size}
        aria-label={label}
        color={clipboard.copied ? 'moss' : 'gray'}
        onClick={(event) => {
          event.stopPropagation();
          clipboard.copy(typeof text === 'string' ? text : text());
        }}
      >
        {clipboard.copied ? <IconCheck size={13} /> : <IconCopy size={13} stroke={1.7} />}
      </ActionIcon>
    </Tooltip>
  );
}
