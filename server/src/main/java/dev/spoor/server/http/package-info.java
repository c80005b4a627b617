/** What every route needs: bounded bodies, bounded work, streamed JSON, and one place that turns failures into answers. */
@NullMarked
package dev.spoor.server.http;

import org.jspecify.annotations.NullMarked;
