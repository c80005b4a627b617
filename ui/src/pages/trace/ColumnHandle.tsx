import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import classes from './ColumnHandle.module.css';

/** The line between tree and bars, which can be dragged or moved with the arrow keys. `share` is the tree's, of 1. */
export function ColumnHandle({ share, onChange }: { share: number; onChange: (share: number) => void }) {
  const handle = useRef<HTMLHRElement>(null);
  const set = (next: number) => onChange(Math.min(0.85, Math.max(0.15, next)));
  const move = (event: PointerEvent) => {
    if (!handle.current?.hasPointerCapture(event.pointerId)) return;
    const frame = handle.current.parentElement?.getBoundingClientRect();
    if (frame) set((event.clientX - frame.left) / frame.width);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -0.02, ArrowRight: 0.02 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(share + step);
  };
  return (
    <hr
      ref={handle}
      className={classes.handle}
      aria-label="Width of the span tree"
      aria-orientation="vertical"
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={15}
      aria-valuemax={85}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={move}
      onDoubleClick={() => set(0.5)}
      onKeyDown={press}
    />
  );
}
