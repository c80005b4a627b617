import { Anchor, UnstyledButton } from '@mantine/core';
import { IconFile, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import type { MediaPart } from '@/api/types';
import { formatBytes } from '@/lib/format';
import classes from './Conversation.module.css';

/** A picture, sound or file. What was sent along is shown; what lies elsewhere is a link, and never fetched by itself. */
export function MediaView({ media }: { media: MediaPart }) {
  const source = inlineSource(media);
  const remote = media.uri !== null && /^https?:/i.test(media.uri) ? media.uri : null;
  if (source && media.modality === 'image') {
    return <Picture source={source} />;
  }
  if (source && media.modality === 'audio') {
    return <audio controls src={source} />;
  }
  if (source && media.modality === 'video') {
    return <video controls src={source} className={classes.image} />;
  }
  const size = media.base64 === null ? null : formatBytes(Math.floor((media.base64.length * 3) / 4));
  return (
    <div className={classes.file}>
      {media.modality === 'image' ? <IconPhoto size={15} /> : <IconFile size={15} />}
      <span>{[media.modality, media.mime_type, size].filter(Boolean).join(' · ')}</span>
      {media.file_id && <span className="mono faint">{media.file_id}</span>}
      {remote && (
        <Anchor
          href={remote}
          target="_blank"
          rel="noopener noreferrer nofollow"
          size="sm"
          className="ellipsis"
        >
          {remote}
        </Anchor>
      )}
    </div>
  );
}

/** A picture, small at first. */
function Picture({ source }: { source: string }) {
  const [large, setLarge] = useState(false);
  return (
    <UnstyledButton
      className={classes.picture}
      aria-label={large ? 'Show the picture small' : 'Show the picture large'}
      aria-expanded={large}
      onClick={() => setLarge(!large)}
    >
      <img
        className={classes.image}
        data-large={large || undefined}
        src={source}
        alt="As sent to the model"
      />
    </UnstyledButton>
  );
}

/** A data URL of what was sent along, of the kinds that a browser shows without running anything. */
function inlineSource(media: MediaPart): string | null {
  if (media.uri?.startsWith('data:')) return SHOWN.test(media.uri.slice(5)) ? media.uri : null;
  if (media.base64 === null) return null;
  const type = media.mime_type ?? (media.modality === 'image' ? 'image/png' : '');
  return SHOWN.test(type) ? `data:${type};base64,${media.base64}` : null;
}

const SHOWN = /^(image|audio|video)\/[\w.+-]+/;
