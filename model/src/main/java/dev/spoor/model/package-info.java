/** What a trace is: records for spans, messages, usage and assessments, and their ids. Knows no other module. */
@NullMarked
package dev.spoor.model;

import org.jspecify.annotations.NullMarked;
