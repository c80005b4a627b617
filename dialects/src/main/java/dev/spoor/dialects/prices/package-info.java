/** What model calls cost: price tables, how a model finds its row, and exact sums. {@link Prices} is the entry. */
@NullMarked
package dev.spoor.dialects.prices;

import org.jspecify.annotations.NullMarked;
