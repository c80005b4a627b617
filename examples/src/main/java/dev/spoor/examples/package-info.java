/** Complete programs, to read and to run. */
@NullMarked
package dev.spoor.examples;

import org.jspecify.annotations.NullMarked;
