package dev.spoor.sdk.test;

import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.Tracing;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Captures what each test traces, and sends it nowhere, whatever files and environment say. Tests of one JVM that use it must not run at the same time, since
 * tracing is the process's.
 *
 * <pre>{@code
 * @ExtendWith(SpoorExtension.class)
 * class AgentTest {
 *     @Test
 *     void looksUnderTheMat(CapturedTraces traces) {
 *         agent.answer("Where is the key?");
 *         assertThat(traces.single()).hasRoot("answer").hasSpan("look", SpanType.TOOL);
 *     }
 * }
 * }</pre>
 */
public final class SpoorExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SpoorExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        if (Spoor.running() != null) {
            throw new IllegalStateException("tracing is started already; close it before the test");
        }
        CapturedTraces traces = new CapturedTraces();
        Tracing tracing = Spoor.builder()
                .programOnly()
                .exportToServer(false)
                .keep(traces.kept())
                .start();
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        store.put(CapturedTraces.class, traces);
        store.put(Tracing.class, tracing);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Tracing tracing = context.getStore(NAMESPACE).remove(Tracing.class, Tracing.class);
        if (tracing != null) {
            tracing.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == CapturedTraces.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        CapturedTraces traces = context.getStore(NAMESPACE).get(CapturedTraces.class, CapturedTraces.class);
        if (traces == null) {
            throw new IllegalStateException("traces are captured in tests, not in constructors or @BeforeAll");
        }
        return traces;
    }
}
