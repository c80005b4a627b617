@NullMarked
package dev.spoor.server.ops;

import org.jspecify.annotations.NullMarked;
