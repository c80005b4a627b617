@NullMarked
package dev.spoor.server.config;

import org.jspecify.annotations.NullMarked;
