/** The server: one process, one port. {@link dev.spoor.server.SpoorServer} puts the parts together. */
@NullMarked
package dev.spoor.server;

import org.jspecify.annotations.NullMarked;
