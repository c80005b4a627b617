/** What operators need: health, readiness, metrics, logs. */
@NullMarked
package dev.spoor.server.ops;

import org.jspecify.annotations.NullMarked;
