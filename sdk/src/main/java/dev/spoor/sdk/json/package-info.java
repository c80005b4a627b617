/** JSON written from any value and read into maps and lists, within limits; the SDK brings no JSON library. */
@NullMarked
package dev.spoor.sdk.json;

import org.jspecify.annotations.NullMarked;
