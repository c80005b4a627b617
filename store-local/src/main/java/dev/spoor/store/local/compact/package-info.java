/** Writes sealed segments of the log anew, smaller and without what was deleted. */
@NullMarked
package dev.spoor.store.local.compact;

import org.jspecify.annotations.NullMarked;
