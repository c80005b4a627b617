@NullMarked
package dev.spoor.server.api;

import org.jspecify.annotations.NullMarked;
