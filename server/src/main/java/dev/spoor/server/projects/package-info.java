/** Which project is meant. */
@NullMarked
package dev.spoor.server.projects;

import org.jspecify.annotations.NullMarked;
