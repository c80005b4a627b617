/** LangChain4j's chat models, traced. */
@NullMarked
package dev.spoor.langchain4j;

import org.jspecify.annotations.NullMarked;
