/** Live views: what becomes visible is told to everybody who looks. */
@NullMarked
package dev.spoor.server.live;

import org.jspecify.annotations.NullMarked;
