@NullMarked
package dev.spoor.server.ui;

import org.jspecify.annotations.NullMarked;
