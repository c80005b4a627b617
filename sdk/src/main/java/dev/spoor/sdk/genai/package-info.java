/** Calls of language models, by OpenTelemetry's GenAI conventions; what every integration of a library builds on. */
@NullMarked
package dev.spoor.sdk.genai;

import org.jspecify.annotations.NullMarked;
