@NullMarked
package dev.spoor.server.http;

import org.jspecify.annotations.NullMarked;
