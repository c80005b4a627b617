/** Serves the web UI's files from the class path. */
@NullMarked
package dev.spoor.server.ui;

import org.jspecify.annotations.NullMarked;
