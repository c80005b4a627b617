/** Tests against the runnable jar in a process of its own. */
@NullMarked
package dev.spoor.e2e;

import org.jspecify.annotations.NullMarked;
