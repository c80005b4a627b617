/** Puts the calls that make spans into methods annotated by {@link dev.spoor.sdk.Trace}. */
@NullMarked
package dev.spoor.weave;

import org.jspecify.annotations.NullMarked;
