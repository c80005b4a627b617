/** Asks a Spoor server: searches, reads, judges and deletes traces. */
@NullMarked
package dev.spoor.sdk.client;

import org.jspecify.annotations.NullMarked;
