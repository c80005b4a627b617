/**
 * The OTLP wire format (opentelemetry-proto 1.x): the only place that knows its bytes. Requests are cut into one block a
 * trace; a block's spans are read lazily.
 */
@NullMarked
package dev.spoor.otlp;

import org.jspecify.annotations.NullMarked;
