/** What is taken out of spans before they leave the process. */
@NullMarked
package dev.spoor.sdk.privacy;

import org.jspecify.annotations.NullMarked;
