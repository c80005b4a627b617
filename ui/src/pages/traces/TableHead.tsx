import { Checkbox, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Selection } from './bulk/useSelection';
import type { Column } from './columns';
import { nextOrder, type Order, sortOf } from './order';
import classes from './TraceTable.module.css';

/** The names of the columns; one whose values have an order is a button that sorts by it. */
export function TableHead({
  columns,
  selection,
  loadedCount,
  order,
  onOrder,
}: {
  columns: Column[];
  selection: Selection;
  loadedCount: number;
  order: Order;
  onOrder: (order: Order) => void;
}) {
  const marked = selection.ids.size;
  return (
    <div role="row" aria-rowindex={1} className={classes.head}>
      <span role="columnheader">
        <Checkbox
          size="xs"
          aria-label="Select all loaded traces"
          checked={marked > 0 && marked === loadedCount}
          indeterminate={marked > 0 && marked < loadedCount}
          onChange={selection.toggleLoaded}
        />
      </span>
      {columns.map((column) => (
        <span
          role="columnheader"
          key={column.id}
          data-numeric={column.numeric || undefined}
          aria-sort={column.order === undefined ? undefined : sortOf(order, column.order)}
        >
          {column.silent ? (
            <VisuallyHidden>{column.label}</VisuallyHidden>
          ) : column.order ? (
            <SortButton
              label={column.label}
              sort={sortOf(order, column.order)}
              onClick={() =>
                column.order && onOrder(nextOrder(order, column.order, column.largestFirst ?? false))
              }
            />
          ) : (
            column.label
          )}
        </span>
      ))}
    </div>
  );
}

function SortButton({
  label,
  sort,
  onClick,
}: {
  label: string;
  sort: ReturnType<typeof sortOf>;
  onClick: () => void;
}) {
  const Arrow = sort === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <UnstyledButton
      className={classes.sort}
      data-sorted={sort === 'none' ? undefined : true}
      title={`Sort by ${label.toLowerCase()}`}
      onClick={onClick}
    >
      {label}
      <Arrow size={12} stroke={2} aria-hidden />
    </UnstyledButton>
  );
}
