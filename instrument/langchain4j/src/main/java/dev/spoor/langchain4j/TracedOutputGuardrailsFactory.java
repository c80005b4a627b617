package dev.spoor.langchain4j;

import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailExecutor;
import dev.langchain4j.guardrail.OutputGuardrailExecutor.OutputGuardrailExecutorBuilder;
import dev.langchain4j.guardrail.OutputGuardrailRequest;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.guardrail.config.OutputGuardrailsConfig;
import dev.langchain4j.spi.guardrail.OutputGuardrailExecutorBuilderFactory;
import java.util.List;
import java.util.ServiceLoader;

/** Found by LangChain4j itself, which takes one such factory: where there is another, it is left to do its work. */
public final class TracedOutputGuardrailsFactory implements OutputGuardrailExecutorBuilderFactory {
    /** Looked up by LangChain4j. */
    public TracedOutputGuardrailsFactory() {}

    @Override
    public OutputGuardrailExecutorBuilder getBuilder() {
        for (OutputGuardrailExecutorBuilderFactory factory :
                ServiceLoader.load(OutputGuardrailExecutorBuilderFactory.class)) {
            if (!(factory instanceof TracedOutputGuardrailsFactory)) {
                return factory.getBuilder();
            }
        }
        return new Builder();
    }

    private static final class Builder extends OutputGuardrailExecutorBuilder {
        @Override
        public OutputGuardrailExecutor build() {
            return new Traced(config(), guardrails());
        }
    }

    private static final class Traced extends OutputGuardrailExecutor {
        Traced(OutputGuardrailsConfig config, List<OutputGuardrail> guardrails) {
            super(config, guardrails);
        }

        @Override
        protected OutputGuardrailResult validate(OutputGuardrailRequest request, OutputGuardrail guardrail) {
            return TracedGuardrail.look(
                    guardrail,
                    () -> request.responseFromLLM().aiMessage().text(),
                    () -> super.validate(request, guardrail));
        }
    }
}
