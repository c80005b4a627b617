package dev.spoor.langchain4j;

import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailExecutor;
import dev.langchain4j.guardrail.InputGuardrailExecutor.InputGuardrailExecutorBuilder;
import dev.langchain4j.guardrail.InputGuardrailRequest;
import dev.langchain4j.guardrail.InputGuardrailResult;
import dev.langchain4j.guardrail.config.InputGuardrailsConfig;
import dev.langchain4j.spi.guardrail.InputGuardrailExecutorBuilderFactory;
import java.util.List;
import java.util.ServiceLoader;

/** Found by LangChain4j itself, which takes one such factory: where there is another, it is left to do its work. */
public final class TracedInputGuardrailsFactory implements InputGuardrailExecutorBuilderFactory {
    /** Looked up by LangChain4j. */
    public TracedInputGuardrailsFactory() {}

    @Override
    public InputGuardrailExecutorBuilder getBuilder() {
        for (InputGuardrailExecutorBuilderFactory factory :
                ServiceLoader.load(InputGuardrailExecutorBuilderFactory.class)) {
            if (!(factory instanceof TracedInputGuardrailsFactory)) {
                return factory.getBuilder();
            }
        }
        return new Builder();
    }

    private static final class Builder extends InputGuardrailExecutorBuilder {
        @Override
        public InputGuardrailExecutor build() {
            return new Traced(config(), guardrails());
        }
    }

    private static final class Traced extends InputGuardrailExecutor {
        Traced(InputGuardrailsConfig config, List<InputGuardrail> guardrails) {
            super(config, guardrails);
        }

        @Override
        protected InputGuardrailResult validate(InputGuardrailRequest request, InputGuardrail guardrail) {
            return TracedGuardrail.look(
                    guardrail, () -> request.userMessage().singleText(), () -> super.validate(request, guardrail));
        }
    }
}
