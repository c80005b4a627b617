package dev.spoor.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.spoor.sdk.genai.Quietly;
import dev.spoor.sdk.genai.ToolRun;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** A tool that a model may call. */
final class TracedTool implements ToolExecutor {
    private final ToolExecutor tool;

    private TracedTool(ToolExecutor tool) {
        this.tool = tool;
    }

    static ToolExecutor of(ToolExecutor tool) {
        return tool instanceof TracedTool ? tool : new TracedTool(tool);
    }

    @Override
    public String execute(ToolExecutionRequest request, Object memoryId) {
        ToolRun run = begin(request);
        String result;
        try (Scope scope = run.makeCurrent()) {
            result = tool.execute(request, memoryId);
        } catch (RuntimeException | Error e) {
            run.fail(e);
            throw e;
        }
        run.end(result);
        return result;
    }

    @Override
    public ToolExecutionResult executeWithContext(ToolExecutionRequest request, InvocationContext context) {
        ToolRun run = begin(request);
        ToolExecutionResult result;
        try (Scope scope = run.makeCurrent()) {
            result = tool.executeWithContext(request, context);
        } catch (RuntimeException | Error e) {
            // LangChain4j wraps what the tool threw.
            run.fail(e.getCause() == null ? e : e.getCause());
            throw e;
        }
        Object readable = run.takesContent() ? readable(result) : null;
        if (result.isError()) {
            run.endWithError(readable);
        } else {
            run.end(readable);
        }
        return result;
    }

    private static ToolRun begin(ToolExecutionRequest request) {
        Context here = ServiceCall.leftBehind(Context.current());
        return ToolRun.begin(here, request.name(), request.id(), request.arguments());
    }

    /** As the model gets it. */
    private static @Nullable Object readable(ToolExecutionResult result) {
        return Quietly.get(() -> {
            var contents = result.resultContents();
            return contents.size() == 1 && contents.get(0) instanceof TextContent text
                    ? text.text()
                    : contents.stream().map(Messages::part).toList();
        });
    }
}
