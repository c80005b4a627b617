/** Traces as they were recorded: immutable copies to look at, in this process or from the server. */
@NullMarked
package dev.spoor.sdk.trace;

import org.jspecify.annotations.NullMarked;
