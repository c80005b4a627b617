/** OpenAI's Java client, traced. */
@NullMarked
package dev.spoor.openai;

import org.jspecify.annotations.NullMarked;
