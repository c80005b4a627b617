/** The SDK's settings: from the files and the environment that the server has too, and from the program. */
@NullMarked
package dev.spoor.sdk.config;

import org.jspecify.annotations.NullMarked;
