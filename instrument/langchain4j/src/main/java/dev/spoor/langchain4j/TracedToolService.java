package dev.spoor.langchain4j;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.langchain4j.service.tool.ToolService;
import dev.langchain4j.service.tool.ToolServiceContext;
import io.opentelemetry.context.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The tools of one AI service, traced where a call takes them up, so that they may come from anywhere. */
final class TracedToolService extends ToolService {
    @Override
    public ToolServiceContext createContext(
            InvocationContext invocation, UserMessage message, List<ChatMessage> messages) {
        ToolServiceContext context = super.createContext(invocation, message, messages);
        if (context.toolExecutors().isEmpty() && context.dynamicToolProviders().isEmpty()) {
            return context;
        }
        Map<String, ToolExecutor> traced = new LinkedHashMap<>();
        context.toolExecutors().forEach((name, executor) -> traced.put(name, TracedTool.of(executor)));
        return context.toBuilder()
                .toolExecutors(traced)
                .dynamicToolProviders(context.dynamicToolProviders().stream()
                        .map(TracedToolService::traced)
                        .toList())
                .build();
    }

    /** Is asked again in each round of a call, and may then bring further tools. */
    private static ToolProvider traced(ToolProvider provider) {
        return new ToolProvider() {
            @Override
            public @Nullable ToolProviderResult provideTools(ToolProviderRequest request) {
                ToolProviderResult provided = provider.provideTools(request);
                if (provided == null) {
                    return null;
                }
                ToolProviderResult.Builder traced = ToolProviderResult.builder();
                for (AiServiceTool tool : provided.aiServiceTools()) {
                    traced.add(tool.toBuilder()
                            .toolExecutor(TracedTool.of(tool.toolExecutor()))
                            .build());
                }
                return traced.build();
            }

            @Override
            public boolean isDynamic() {
                return provider.isDynamic();
            }
        };
    }

    @Override
    public void executeToolsConcurrently() {
        super.executeToolsConcurrently();
        super.executeToolsConcurrently(Context.taskWrapping(executor()));
    }

    @Override
    public void executeToolsConcurrently(Executor executor) {
        if (executor == null) {
            executeToolsConcurrently();
        } else {
            super.executeToolsConcurrently(Context.taskWrapping(executor));
        }
    }
}
