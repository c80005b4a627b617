package dev.spoor.e2e;

import dev.spoor.sdk.Trace;

/** An application that knows of tracing by an annotation only; {@link AgentTest} runs it under the agent. */
final class AgentSample {
    private AgentSample() {}

    public static void main(String[] arguments) {
        System.out.println(answer("Where is the key?"));
    }

    @Trace(type = "AGENT")
    private static String answer(String question) {
        return look("mat");
    }

    @Trace(type = "TOOL")
    private static String look(String where) {
        return "Under the " + where + ".";
    }
}
