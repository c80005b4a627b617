/** The {@code -javaagent}. */
@NullMarked
package dev.spoor.javaagent;

import org.jspecify.annotations.NullMarked;
