package dev.spoor.otlp;

import dev.spoor.model.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * A resource, checked.
 *
 * @param refusal why all spans under it are refused, or null
 */
record ResourceCheck(Attributes attributes, @Nullable String refusal) {

    /** Checks the resource in field 1 of a ResourceSpans head. */
    static ResourceCheck of(OtlpRequest.Head head, OtlpLimits limits) {
        LazyAttributes.Builder attributes = new LazyAttributes.Builder(head.bytes());
        String refusal = check(head, 1, attributes, limits, "resource");
        return new ResourceCheck(refusal == null ? attributes.build() : Attributes.empty(), refusal);
    }

    /** Why all spans under the scope in field 1 of a ScopeSpans head are refused, or null. */
    static @Nullable String scopeRefusal(OtlpRequest.Head head, OtlpLimits limits) {
        return check(head, 3, new LazyAttributes.Builder(head.bytes()), limits, "scope");
    }

    private static @Nullable String check(
            OtlpRequest.Head head,
            int attributesField,
            LazyAttributes.Builder attributes,
            OtlpLimits limits,
            String what) {
        WireReader in = new WireReader(head.bytes(), 0, head.bytes().length);
        int count = 0;
        try {
            while (in.hasMore()) {
                int tag = in.tag();
                if (tag >>> 3 != 1) {
                    in.skip(tag);
                    continue;
                }
                in.expect(tag, WireReader.BYTES);
                int end = in.endOfBytes();
                WireReader message = new WireReader(head.bytes(), in.position, end);
                in.position = end;
                while (message.hasMore()) {
                    int field = message.tag();
                    if (field >>> 3 != attributesField) {
                        message.skip(field);
                        continue;
                    }
                    message.expect(field, WireReader.BYTES);
                    int stop = message.endOfBytes();
                    AnyValues.checkKeyValue(head.bytes(), message.position, stop, limits.maxDepth());
                    if (++count > limits.maxAttributes()) {
                        return "its " + what + " has more than " + limits.maxAttributes() + " attributes";
                    }
                    attributes.add(message.position, stop);
                    message.position = stop;
                }
            }
        } catch (AnyValues.TooDeepException e) {
            return "an attribute of its " + what + " nests deeper than " + limits.maxDepth();
        }
        return null;
    }
}
