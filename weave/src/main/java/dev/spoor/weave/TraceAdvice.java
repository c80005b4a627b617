package dev.spoor.weave;

import dev.spoor.sdk.WovenCall;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Copied into each method by Byte Buddy, never called. What fails in it is swallowed: it must not harm the method. */
final class TraceAdvice {
    private TraceAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable WovenCall begin(
            @Advice.Origin Class<?> owner,
            @Advice.Origin("#m#d") String signature,
            @Advice.AllArguments(typing = Assigner.Typing.DYNAMIC) @Nullable Object[] arguments) {
        return WovenCall.begin(owner, signature, arguments);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void end(
            @Advice.Enter @Nullable WovenCall call,
            @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object result,
            @Advice.Thrown @Nullable Throwable problem) {
        result = WovenCall.end(call, result, problem);
    }
}
