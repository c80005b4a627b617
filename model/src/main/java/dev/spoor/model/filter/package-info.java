/** The filter language: text to a tree and back, the catalogue of its fields, and what a tree means. */
@NullMarked
package dev.spoor.model.filter;

import org.jspecify.annotations.NullMarked;
