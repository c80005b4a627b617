import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Message } from '@/api/types';
import { useHoldsMarked } from '@/components/marked/marked';
import { plural } from '@/lib/format';
import { toText } from '@/lib/values';
import classes from './Conversation.module.css';
import { foldHistory } from './foldHistory';
import { MessageView } from './MessageView';

/** Messages in order. With `history`, the long middle of a conversation is folded away until asked for. */
export function Conversation({ messages, history = false }: { messages: Message[]; history?: boolean }) {
  const holdsMarked = useHoldsMarked();
  const [unfolded, setUnfolded] = useState(() => history && holdsMarked(toText(messages.slice(0, -1))));
  const { first, folded, last } = foldHistory(messages, history && !unfolded);
  return (
    <ol className={classes.conversation} aria-label="Messages">
      {first.map((message, index) => (
        <MessageView key={index} message={message} />
      ))}
      {folded > 0 && (
        <li className={classes.fold}>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setUnfolded(true)}>
            {plural(folded, 'earlier message')}
          </Button>
        </li>
      )}
      {last.map((message, index) => (
        <MessageView key={messages.length - last.length + index} message={message} />
      ))}
    </ol>
  );
}
