/** A model server on this machine, for tests and examples. */
@NullMarked
package dev.spoor.localmodel;

import org.jspecify.annotations.NullMarked;
