import classes from './CodeBlock.module.css';
import { CopyButton } from './CopyButton';

/** Preformatted text with a button that copies it. */
export function CodeBlock({ code, label, wrap = false }: { code: string; label: string; wrap?: boolean }) {
  return (
    <div className={classes.block} data-wrap={wrap || undefined}>
      <pre>{code}</pre>
      <div className={classes.copy}>
        <CopyButton text={code} label={label} size={26} />
      </div>
    </div>
  );
}
