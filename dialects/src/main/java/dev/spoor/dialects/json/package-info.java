/** JSON to and from {@link dev.spoor.model.Value}, and previews of JSON that is not parsed whole. */
@NullMarked
package dev.spoor.dialects.json;

import org.jspecify.annotations.NullMarked;
