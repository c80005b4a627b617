/**
 * Tracing for Java applications that use language models. {@link dev.spoor.sdk.Spoor} is where to begin.
 *
 * <p>Spans are OpenTelemetry's spans and the context is OpenTelemetry's context, so that what other libraries trace by
 * OpenTelemetry stands in the same trees.
 */
@NullMarked
package dev.spoor.sdk;

import org.jspecify.annotations.NullMarked;
