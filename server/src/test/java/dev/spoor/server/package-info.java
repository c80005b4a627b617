@NullMarked
package dev.spoor.server;

import org.jspecify.annotations.NullMarked;
