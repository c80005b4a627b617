/** Conversations in every shape that SDKs and providers write them, into {@link dev.spoor.model.Message}. */
@NullMarked
package dev.spoor.dialects.messages;

import org.jspecify.annotations.NullMarked;
