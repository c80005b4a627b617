/** The text index: files that say which words the entries of the log have. Made from the log, and made anew whenever that helps. */
@NullMarked
package dev.spoor.store.local.text;

import org.jspecify.annotations.NullMarked;
