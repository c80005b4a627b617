import { Pill, UnstyledButton } from '@mantine/core';
import classes from './FilterBar.module.css';
import type { Filter } from './filters';

/** A filter that is applied: its text takes it up again, its button removes it. */
export function FilterChip({
  filter,
  onEdit,
  onRemove,
}: {
  filter: Filter;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { field, value } = filter;
  return (
    <Pill
      withRemoveButton
      removeButtonProps={{ 'aria-label': `Remove ${field} ${value}`, 'aria-hidden': false, tabIndex: 0 }}
      onRemove={onRemove}
      maw="100%"
    >
      <UnstyledButton
        className={classes.chip}
        aria-label={`Edit ${field} ${value}`}
        title={value}
        onClick={onEdit}
      >
        <span className="faint">{field}</span> {value}
      </UnstyledButton>
    </Pill>
  );
}
