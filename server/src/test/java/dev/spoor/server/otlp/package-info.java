@NullMarked
package dev.spoor.server.otlp;

import org.jspecify.annotations.NullMarked;
