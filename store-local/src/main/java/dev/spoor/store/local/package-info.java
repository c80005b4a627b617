/** The default store: a trace log that is the truth, and a DuckDB index that can be made anew from it. */
@NullMarked
package dev.spoor.store.local;

import org.jspecify.annotations.NullMarked;
