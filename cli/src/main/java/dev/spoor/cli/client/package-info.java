/** Commands that ask a running server over HTTP, and so work from any machine. */
@NullMarked
package dev.spoor.cli.client;

import org.jspecify.annotations.NullMarked;
