/** The index over the log: tables in DuckDB, one writer, many readers. The only place that knows SQL. */
@NullMarked
package dev.spoor.store.local.index;

import org.jspecify.annotations.NullMarked;
