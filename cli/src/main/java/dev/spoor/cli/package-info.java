/** The command line. Each command is one class; {@link dev.spoor.cli.Spoor} lists them. */
@NullMarked
package dev.spoor.cli;

import org.jspecify.annotations.NullMarked;
