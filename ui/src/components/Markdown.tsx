import { lazy, Suspense } from 'react';
import { LongText } from './LongText';
import classes from './Markdown.module.css';

const Rendered = lazy(() => import('./MarkdownRendered'));

/** What looks like Markdown is set as such; longer texts would only be slow. */
const MARKED = /(^|\n)(#{1,6} |[-*] |\d+\. |> |```|\|.*\|)|\*\*[^*]+\*\*|`[^`\n]+`|\[[^\]]+\]\(/;
const LONGEST_RENDERED = 40_000;

/** Text of a model or a person. Nothing in it is fetched from elsewhere: pictures it points to stay links. */
export function Markdown({ text, plain = false }: { text: string; plain?: boolean }) {
  if (plain || !MARKED.test(text)) return <LongText text={text} />;
  return (
    <LongText
      text={text}
      limit={4_000}
      render={(shown) =>
        shown.length > LONGEST_RENDERED ? (
          <div className={classes.plain}>{shown}</div>
        ) : (
          <Suspense fallback={<div className={classes.plain}>{shown}</div>}>
            <Rendered text={shown} />
          </Suspense>
        )
      }
    />
  );
}
