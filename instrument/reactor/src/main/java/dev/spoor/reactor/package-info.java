/** Reactor's results and context. Both are found by themselves when the jar is there. */
@NullMarked
package dev.spoor.reactor;

import org.jspecify.annotations.NullMarked;
