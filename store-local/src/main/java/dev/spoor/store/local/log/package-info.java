/** The trace log: append-only segments of checksummed records. The only place that knows their bytes. */
@NullMarked
package dev.spoor.store.local.log;

import org.jspecify.annotations.NullMarked;
