package dev.spoor.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.spi.services.AiServicesFactory;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracedAiServicesFactoryTest {
    interface Assistant {
        String answer(String question);
    }

    /** As another framework brings one. */
    public static final class OtherFactory implements AiServicesFactory {
        @Override
        public <T> AiServices<T> create(AiServiceContext context) {
            return new OtherServices<>(context);
        }
    }

    private static final class OtherServices<T> extends AiServices<T> {
        OtherServices(AiServiceContext context) {
            super(context);
        }

        @Override
        public T build() {
            throw new UnsupportedOperationException();
        }
    }

    @TempDir
    Path folder;

    @Test
    void servicesAreTracedUnlessAnotherFactoryMakesThem() throws Exception {
        AiServiceContext context = AiServiceContext.create(Assistant.class);
        assertThat(new TracedAiServicesFactory().<Assistant>create(context)).isInstanceOf(TracedAiServices.class);

        Path file = Files.writeString(folder.resolve("factories"), OtherFactory.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new WithAnother(before, file.toUri().toURL()));
        try {
            assertThat(new TracedAiServicesFactory().<Assistant>create(context)).isInstanceOf(OtherServices.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static final class WithAnother extends ClassLoader {
        private final URL services;

        WithAnother(ClassLoader parent, URL services) {
            super(parent);
            this.services = services;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            List<URL> found = new ArrayList<>(Collections.list(super.getResources(name)));
            if (name.equals("META-INF/services/" + AiServicesFactory.class.getName())) {
                found.add(services);
            }
            return Collections.enumeration(found);
        }
    }
}
