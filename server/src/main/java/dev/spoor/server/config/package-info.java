/** The settings: each declared once in {@code SpoorConfig}, read from files, environment and flags. */
@NullMarked
package dev.spoor.server.config;

import org.jspecify.annotations.NullMarked;
