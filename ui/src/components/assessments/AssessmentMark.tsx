import { IconThumbDownFilled, IconThumbUpFilled } from '@tabler/icons-react';
import type { Assessment } from '@/api/types';
import { oneLine } from '@/lib/format';
import { toText } from '@/lib/values';
import classes from './assessments.module.css';

/** A judgement in few characters: thumbs for yes and no, else its value; with its name where the place does not say it. */
export function AssessmentMark({ assessment, named = false }: { assessment: Assessment; named?: boolean }) {
  const { name, value, error, rationale, source } = assessment;
  const text = error ? 'error' : oneLine(toText(value));
  const by = source.type === 'HUMAN' ? '' : ` by ${source.id}`;
  return (
    <span className={classes.mark} title={`${name}: ${text}${by}${rationale ? `. ${rationale}` : ''}`}>
      {named && <span className="faint">{name}</span>}
      {value === true ? (
        <IconThumbUpFilled size={13} color="var(--ok)" aria-label={`${name}: yes`} role="img" />
      ) : value === false ? (
        <IconThumbDownFilled size={13} color="var(--bad)" aria-label={`${name}: no`} role="img" />
      ) : (
        <span className="ellipsis" style={error ? { color: 'var(--bad)' } : undefined}>
          {text}
        </span>
      )}
    </span>
  );
}
