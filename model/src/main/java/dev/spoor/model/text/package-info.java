/** What it means that a text is found: how content reads, what case is, what a pattern matches. The same for every store. */
@NullMarked
package dev.spoor.model.text;

import org.jspecify.annotations.NullMarked;
