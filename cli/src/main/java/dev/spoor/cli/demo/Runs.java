package dev.spoor.cli.demo;

import dev.spoor.cli.demo.Run.Call;
import dev.spoor.cli.demo.Run.Open;

/** The example runs, each as some application would make it. */
final class Runs {
    private static final String OPENAI = "openai";
    private static final String ANTHROPIC = "anthropic";

    private final Run run;

    Runs(Run run) {
        this.run = run;
    }

    void all() {
        support();
        retrieval();
        streaming();
        failure();
        research();
        embedding();
    }

    /** Three turns of one conversation: one trace a turn, held together by the session. */
    private void support() {
        String[][] turns = {
            {
                "Hi, my order 4711 has not arrived. Can you see where it is?",
                "{\"order_id\":4711}",
                "{\"status\":\"in transit\",\"carrier\":\"DHL\",\"expected\":\"2026-11-23\"}",
                "Your order 4711 is on its way with DHL and should arrive on 23 November."
            },
            {
                "That is too late, I am away then. Can it go to a pickup point?",
                "{\"order_id\":4711,\"pickup_point\":\"Central Station\"}",
                "{\"ok\":true,\"pickup_point\":\"Central Station\",\"ready\":\"2026-11-22\"}",
                "Done: the parcel now goes to the pickup point at Central Station, ready from 22 November."
            },
            {
                "Great. And please refund the express fee.",
                "{\"order_id\":4711,\"item\":\"express fee\",\"amount_eur\":7.9}",
                "{\"ok\":true,\"refund_id\":\"R-20931\"}",
                "I have refunded the express fee of 7.90 EUR (R-20931). You will see it within three days."
            }
        };
        String[] tools = {"track_order", "change_delivery", "refund"};
        Messages history =
                Messages.system("You are the support agent of a small shop. Be brief, be kind, use your tools.");
        for (int i = 0; i < turns.length; i++) {
            String[] turn = turns[i];
            String callId = "call_" + (i + 1);
            Open root = run.root("invoke_agent", "support", 34 - 4 * i);
            root.span().setAttribute("gen_ai.conversation.id", "support-4711");
            root.span().setAttribute("user.id", "ada");
            history = history.with("user", turn[0]);
            root.span()
                    .setAttribute(
                            "gen_ai.input.messages",
                            Messages.none().with("user", turn[0]).json());
            long tokens = 180 + 140L * i;
            run.pass(3);
            Messages asked = Messages.none().call(callId, tools[i], turn[1]);
            run.chat(
                    root,
                    new Call(OPENAI, "gpt-5-mini", history, asked, tokens, i * 128L, 34, 0, "tool_calls"),
                    820 + 90L * i,
                    0);
            run.tool(root, tools[i], callId, turn[1], turn[2], 140 + 60L * i);
            history = history.call(callId, tools[i], turn[1]).result(callId, turn[2]);
            Messages answer = Messages.none().with("assistant", turn[3]);
            run.chat(
                    root,
                    new Call(OPENAI, "gpt-5-mini", history, answer, tokens + 72, i * 128L + 128, 41, 0, "stop"),
                    640,
                    0);
            history = history.with("assistant", turn[3]);
            root.span().setAttribute("gen_ai.output.messages", answer.json());
            run.end(root);
        }
    }

    /** A question answered from a handbook. */
    private void retrieval() {
        String question = "How many days of parental leave can I take, and who has to approve it?";
        Open root = run.root("invoke_agent", "handbook", 21);
        root.span().setAttribute("user.id", "grace");
        root.span()
                .setAttribute(
                        "gen_ai.input.messages",
                        Messages.none().with("user", question).json());
        run.embed(root, "text-embedding-3-small", 16, 85);
        String documents = """
                [{"id":"leave-12","score":0.83,"content":"Parental leave: each parent may take up to 60 working days within \
                the first three years. It is applied for eight weeks ahead."},
                 {"id":"leave-14","score":0.71,"content":"Approval: parental leave needs no approval. The manager is \
                informed through the leave form and may propose another start once."},
                 {"id":"travel-03","score":0.32,"content":"Trains are preferred for journeys under six hours."}]""";
        run.retrieve(root, "handbook", question, documents, 37);
        Messages input = Messages.system("Answer from the given passages only, and name them.")
                .with("user", question + "\n\nPassages: leave-12, leave-14, travel-03");
        String answer =
                "You may take up to 60 working days within the first three years (leave-12). Nobody has to approve"
                        + " it: you inform your manager through the leave form, eight weeks ahead (leave-12, leave-14).";
        Messages output = Messages.none()
                .thinking("The first two passages answer both parts; the third is about travel.", answer);
        run.chat(root, new Call(ANTHROPIC, "claude-sonnet-4-5", input, output, 412, 0, 118, 46, "stop"), 2_310, 0);
        root.span()
                .setAttribute(
                        "gen_ai.output.messages",
                        Messages.none().with("assistant", answer).json());
        run.end(root);
    }

    /** An answer that streams. */
    private void streaming() {
        String wish = "Write a limerick about a tracing system.";
        String limerick = """
                A tracer that followed each call
                kept every last span, big and small.
                When the agent went wrong
                it sang a short song:
                "Here's the tool that ended it all."
                """;
        Open root = run.root("invoke_agent", "poet", 15);
        root.span()
                .setAttribute(
                        "gen_ai.input.messages",
                        Messages.none().with("user", wish).json());
        run.chat(
                root,
                new Call(
                        OPENAI,
                        "gpt-5",
                        Messages.none().with("user", wish),
                        Messages.none().with("assistant", limerick),
                        17,
                        0,
                        388,
                        320,
                        "stop"),
                4_870,
                3_120);
        root.span()
                .setAttribute(
                        "gen_ai.output.messages",
                        Messages.none().with("assistant", limerick).json());
        run.end(root);
    }

    /** A tool fails, and the agent with it. */
    private void failure() {
        String wish = "Book the meeting room Curie for tomorrow at ten.";
        String arguments = "{\"room\":\"Curie\",\"start\":\"2026-11-22T10:00\",\"minutes\":60}";
        Open root = run.root("invoke_agent", "office", 9);
        root.span().setAttribute("user.id", "ada");
        root.span()
                .setAttribute(
                        "gen_ai.input.messages",
                        Messages.none().with("user", wish).json());
        run.chat(
                root,
                new Call(
                        OPENAI,
                        "gpt-5-mini",
                        Messages.system("You book rooms.").with("user", wish),
                        Messages.none().call("call_room", "book_room", arguments),
                        96,
                        0,
                        38,
                        0,
                        "tool_calls"),
                910,
                0);
        Open tool = run.tool(root, "book_room", "call_room", arguments);
        run.pass(5_004);
        IllegalStateException cause =
                new IllegalStateException("calendar did not answer within 5 s: room 'Curie', 2026-11-22T10:00");
        run.fail(tool, cause);
        run.fail(root, new IllegalStateException("book_room failed: " + cause.getMessage(), cause));
    }

    /** An agent that calls itself for each part of a question, seven levels deep. */
    private void research() {
        String question = "Why do large sorting networks use bitonic merges?";
        Open root = run.root("invoke_workflow", "research", 5);
        root.span().setAttribute("gen_ai.workflow.name", "research");
        root.span()
                .setAttribute(
                        "gen_ai.input.messages",
                        Messages.none().with("user", question).json());
        String answer = divide(root, question, 7);
        root.span()
                .setAttribute(
                        "gen_ai.output.messages",
                        Messages.none().with("assistant", answer).json());
        run.end(root);
    }

    private String divide(Open parent, String question, int levels) {
        Open agent = run.agent(parent, "researcher");
        Messages input = Messages.system("Split the question, or answer it when it is small.")
                .with("user", question);
        String answer = levels == 0
                ? "Because every comparator of a bitonic merge works on lines a fixed distance apart, which hardware likes."
                : "A part of \"" + question + "\" is answered below.";
        run.chat(
                agent,
                new Call(
                        OPENAI,
                        "gpt-5-nano",
                        input,
                        Messages.none().with("assistant", answer),
                        120 + 15L * levels,
                        levels > 3 ? 64 : 0,
                        25,
                        0,
                        "stop"),
                180 + 20L * levels,
                0);
        if (levels > 0) {
            run.tool(
                    agent,
                    "search",
                    "call_search_" + levels,
                    "{\"query\":\"bitonic merge level " + levels + "\"}",
                    "{\"hits\":" + (3 + levels) + "}",
                    60);
            answer = divide(agent, question + " (part " + levels + ")", levels - 1);
            if (levels % 3 == 0) {
                divide(agent, question + " (second part " + levels + ")", levels / 3 - 1);
            }
        }
        agent.span()
                .setAttribute(
                        "gen_ai.output.messages",
                        Messages.none().with("assistant", answer).json());
        run.end(agent);
        return answer;
    }

    /** A nightly job: no conversation, many embeddings. */
    private void embedding() {
        Open root = run.root("invoke_workflow", "nightly-index", 2);
        root.span().setAttribute("gen_ai.workflow.name", "nightly-index");
        for (int i = 0; i < 12; i++) {
            run.embed(root, "text-embedding-3-large", 7_500 + 131L * i, 240 + 11L * i);
        }
        run.end(root);
    }
}
