/** Load for a running server from another process, and the figures that come of it. */
@NullMarked
package dev.spoor.bench;

import org.jspecify.annotations.NullMarked;
