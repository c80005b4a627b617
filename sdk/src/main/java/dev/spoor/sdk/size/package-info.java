/** What the SDK tells itself of the size of spans; not exported. */
@NullMarked
package dev.spoor.sdk.size;

import org.jspecify.annotations.NullMarked;
