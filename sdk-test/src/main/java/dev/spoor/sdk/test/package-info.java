/** Traces in tests. */
@NullMarked
package dev.spoor.sdk.test;

import org.jspecify.annotations.NullMarked;
