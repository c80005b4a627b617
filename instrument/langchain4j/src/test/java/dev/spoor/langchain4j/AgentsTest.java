package dev.spoor.langchain4j;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.agentic.supervisor.SupervisorAgent;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import dev.spoor.sdk.trace.RecordedTrace;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpoorExtension.class)
public class AgentsTest {
    public interface Draft {
        @UserMessage("Draft a story about {{topic}}.")
        @Agent(name = "draft", description = "Writes", outputKey = "story")
        String write(@V("topic") String topic);
    }

    public interface Edit {
        @UserMessage("Edit this story: {{story}}")
        @Agent(name = "edit", outputKey = "edited")
        String edit(@V("story") String story);
    }

    public interface Judge {
        @UserMessage("Judge this topic: {{topic}}")
        @Agent(name = "judge", outputKey = "verdict")
        String judge(@V("topic") String topic);
    }

    public interface Writer {
        @Agent(name = "writer", outputKey = "edited")
        String write(@V("topic") String topic);
    }

    public static class Library {
        @Tool("Looks something up.")
        public String lookup(String word) {
            return word + " is a word";
        }
    }

    private static Draft draft(LocalModel server) {
        return AgenticServices.agentBuilder(Draft.class)
                .chatModel(Models.plain(server))
                .tools(new Library())
                .build();
    }

    private static Edit edit(LocalModel server) {
        return AgenticServices.agentBuilder(Edit.class)
                .chatModel(Models.plain(server))
                .build();
    }

    private static LocalModel writing() {
        return LocalModel.thinking(asked -> {
            if (asked.question().startsWith("Edit")) {
                return Answer.text("A better story.");
            }
            return asked.tools().isEmpty() || asked.hasToolResult()
                    ? Answer.text("A story.")
                    : Answer.call("lookup", "{\"word\":\"key\"}");
        });
    }

    @Test
    void aSequenceIsATreeOfItsAgentsAndAllThatTheyDo(CapturedTraces traces) {
        try (LocalModel server = writing()) {
            Writer writer = SpoorAgents.build(AgenticServices.sequenceBuilder(Writer.class)
                    .subAgents(draft(server), edit(server))
                    .outputKey("edited"));
            assertThat(writer.write("keys")).isEqualTo("A better story.");
        }
        RecordedTrace trace = traces.single();
        assertThat(trace)
                .isOneTree()
                .hasRoot("writer")
                .hasChild("writer", "draft")
                .hasChild("writer", "edit")
                .hasChild("draft", "Draft.write")
                .hasChild("Draft.write", "lookup")
                .hasChild("Draft.write", "chat gpt-5")
                .hasChild("Edit.edit", "chat gpt-5")
                .hasNoFailure();
        assertThat(trace).span("writer").hasType(SpanType.AGENT).hasInputs(Map.of("topic", "keys"));
        assertThat(trace)
                .span("draft")
                .hasType(SpanType.AGENT)
                .hasAttribute("gen_ai.agent.name", "draft")
                .hasAttribute("gen_ai.agent.description", "Writes")
                .hasInputs(Map.of("topic", "keys"))
                .hasOutputs("A story.");
    }

    @Test
    void agentsOnOtherThreadsStayInTheTree(CapturedTraces traces) {
        try (LocalModel server = writing()) {
            Judge judge = AgenticServices.agentBuilder(Judge.class)
                    .chatModel(Models.plain(server))
                    .build();
            UntypedAgent both = SpoorAgents.build(AgenticServices.parallelBuilder()
                    .subAgents(draft(server), judge)
                    .outputKey("story"));
            Spoor.span("request").call(span -> both.invoke(Map.of("topic", "keys")));
        }
        RecordedTrace trace = traces.single();
        assertThat(trace)
                .isOneTree()
                .hasRoot("request")
                .hasChild("draft", "Draft.write")
                .hasChild("Draft.write", "lookup")
                .hasChild("judge", "Judge.judge")
                .hasNoFailure();
        assertThat(trace.searchSpans("draft").get(0).parentSpanId())
                .isEqualTo(trace.searchSpans("judge").get(0).parentSpanId());
    }

    @Test
    void aSupervisorsPlansAndAgentsAreOneTree(CapturedTraces traces) {
        try (LocalModel server = LocalModel.thinking(asked -> {
            if (!asked.question().contains("The user request is")) {
                return asked.tools().isEmpty() || asked.hasToolResult()
                        ? Answer.text("A story.")
                        : Answer.call("lookup", "{\"word\":\"key\"}");
            }
            return Answer.text(
                    asked.question().contains("A story.")
                            ? "{\"agentName\":\"done\",\"arguments\":{\"response\":\"Written.\"}}"
                            : "{\"agentName\":\"" + agentIn(asked.turns().get(0).text())
                                    + "\",\"arguments\":{\"topic\":\"keys\"}}");
        })) {
            SupervisorAgent supervisor = SpoorAgents.build(AgenticServices.supervisorBuilder()
                    .chatModel(Models.plain(server))
                    .subAgents(draft(server)));
            assertThat(supervisor.invoke("Write about keys.")).isEqualTo("A story.");
        }
        assertThat(traces.single())
                .isOneTree()
                .hasChild("invoke", "PlannerAgent.plan")
                .hasChild("PlannerAgent.plan", "chat gpt-5")
                .hasChild("invoke", "draft")
                .hasChild("draft", "Draft.write")
                .hasChild("Draft.write", "lookup")
                .hasNoFailure();
        assertThat(traces.single().searchSpans("PlannerAgent.plan").get(0).attributes())
                .doesNotContainKey("gen_ai.conversation.id");
    }

    /** The name of the agent on the card that the supervisor shows to the model. */
    private static String agentIn(String cards) {
        Matcher card = Pattern.compile("\\{'(draft[^']*)'").matcher(cards);
        assertThat(card.find()).as(cards).isTrue();
        return card.group(1);
    }

    @Test
    void anAgentThatFailsFailsAllAroundItAndThrowsAsBefore(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.refusal(401, "no such key"))) {
            Writer writer = SpoorAgents.build(AgenticServices.sequenceBuilder(Writer.class)
                    .subAgents(draft(server), edit(server))
                    .outputKey("edited"));
            assertThatThrownBy(() -> writer.write("keys")).rootCause().hasMessageContaining("no such key");
        }
        RecordedTrace trace = traces.single();
        assertThat(trace).isOneTree().hasNoSpan("edit");
        assertThat(trace).span("writer").hasFailed();
        assertThat(trace).span("draft").hasFailed().hasException(AuthenticationException.class);
        assertThat(Spoor.currentTraceId()).isNull();
    }

    @Test
    void withoutTracingAllIsTheSame(CapturedTraces traces) {
        Spoor.disable();
        try (LocalModel server = writing()) {
            Writer writer = SpoorAgents.build(AgenticServices.sequenceBuilder(Writer.class)
                    .subAgents(draft(server), edit(server))
                    .outputKey("edited"));
            assertThat(writer.write("keys")).isEqualTo("A better story.");
        } finally {
            Spoor.enable();
        }
        assertThat(traces.all()).isEmpty();
    }
}
