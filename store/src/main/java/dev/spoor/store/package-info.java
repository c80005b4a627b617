/** What every store of traces promises. The promises are tests too: see {@code TraceStoreContract} in the test-jar. */
@NullMarked
package dev.spoor.store;

import org.jspecify.annotations.NullMarked;
