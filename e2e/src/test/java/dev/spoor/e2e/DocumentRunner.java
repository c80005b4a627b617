package dev.spoor.e2e;

import dev.spoor.sdk.Spoor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the snippets that {@link SdkDocumentTest} has compiled, each as a program would that has just started. */
final class DocumentRunner {
    private DocumentRunner() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class<?> type = Class.forName("Snippets");
        Object snippets = type.getDeclaredConstructor().newInstance();
        Spoor.start();
        Spoor.span("broken").run(span -> span.error("NoKey", "there is no key"));
        Spoor.close();
        List<Method> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().startsWith("snippet"))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        for (Method method : methods) {
            // Most of them go on from where the first one started.
            if (!method.getName().endsWith("starting")) {
                Spoor.start();
            }
            try {
                method.invoke(snippets);
                // Where the snippet was about destinations, they get something.
                Spoor.span("after").run(span -> {});
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(method.getName(), e.getCause());
            } finally {
                Spoor.close();
            }
        }
        Spoor.start();
        Method annotated = type.getDeclaredMethod("weather", String.class, LocalDate.class);
        annotated.setAccessible(true);
        annotated.invoke(snippets, "Ulm", LocalDate.of(2026, 1, 2));
        Spoor.close();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(Class.forName("Snippets$AgentTest")))
                                .build(),
                        listener);
        System.out.println("ran " + methods.size() + " snippets and "
                + listener.getSummary().getTestsSucceededCount() + " test");
    }
}
