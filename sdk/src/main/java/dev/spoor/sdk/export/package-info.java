/**
 * How spans leave the process: a bounded queue and a thread for each destination, so that none can hold up another, nor
 * the application.
 */
@NullMarked
package dev.spoor.sdk.export;

import org.jspecify.annotations.NullMarked;
