package dev.spoor.langchain4j;

import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.spi.services.AiServicesFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Found by LangChain4j itself, so that each AI service is traced without a line. Where something else makes the services,
 * as in Quarkus, it is left to do so.
 */
public final class TracedAiServicesFactory implements AiServicesFactory {
    private static final String PLAIN = "dev.langchain4j.service.DefaultAiServices";

    /** Looked up by LangChain4j, from which threads it says nothing of. */
    public TracedAiServicesFactory() {}

    @Override
    public <T> AiServices<T> create(AiServiceContext context) {
        AiServicesFactory other = other();
        if (other != null) {
            return other.create(context);
        }
        return new TracedAiServices<>(context, plain(context));
    }

    private static @Nullable AiServicesFactory other() {
        for (AiServicesFactory factory : ServiceLoader.load(AiServicesFactory.class)) {
            if (!(factory instanceof TracedAiServicesFactory)) {
                return factory;
            }
        }
        return null;
    }

    /** What LangChain4j makes when it finds no factory. It gives no other way to it. */
    private static <T> AiServices<T> plain(AiServiceContext context) {
        try {
            Constructor<?> constructor = Class.forName(PLAIN, true, AiServices.class.getClassLoader())
                    .getDeclaredConstructor(AiServiceContext.class);
            constructor.setAccessible(true);
            @SuppressWarnings("unchecked") // its type parameter is the caller's
            AiServices<T> plain = (AiServices<T>) constructor.newInstance(context);
            return plain;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw unknown(e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw unknown(e);
        }
    }

    private static IllegalStateException unknown(Exception cause) {
        return new IllegalStateException(
                "this version of LangChain4j has no " + PLAIN
                        + " that can be made from its context, which spoor-langchain4j needs; take spoor-langchain4j off"
                        + " the class path, or use another version of it",
                cause);
    }
}
