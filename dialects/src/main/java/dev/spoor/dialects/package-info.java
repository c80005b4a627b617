/**
 * Reads what each SDK emits into the model. {@link dev.spoor.dialects.Dialects} is the entry; each dialect is one class
 * that extends {@code Dialect}.
 */
@NullMarked
package dev.spoor.dialects;

import org.jspecify.annotations.NullMarked;
