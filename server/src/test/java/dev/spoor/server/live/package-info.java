@NullMarked
package dev.spoor.server.live;

import org.jspecify.annotations.NullMarked;
