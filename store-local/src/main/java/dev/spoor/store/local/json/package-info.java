/** The JSON in which small changes are kept in the log and in the index. */
@NullMarked
package dev.spoor.store.local.json;

import org.jspecify.annotations.NullMarked;
