package dev.spoor.sdk.json;

import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What there is to know of classes when their objects are written, looked at once for each class. */
final class ValueShapes {
    private static final ClassValue<OfRecord> RECORDS = new ClassValue<>() {
        @Override
        protected OfRecord computeValue(Class<?> type) {
            return OfRecord.look(type);
        }
    };

    private static final ClassValue<Boolean> SPEAKS_FOR_ITSELF = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return hasTextOfItsOwn(type);
        }
    };

    private ValueShapes() {}

    static OfRecord ofRecord(Class<?> type) {
        return RECORDS.get(type);
    }

    /** Whether {@code toString()} of such an object is meant to be read. */
    static boolean speaksForItself(Class<?> type) {
        return SPEAKS_FOR_ITSELF.get(type);
    }

    private static boolean hasTextOfItsOwn(Class<?> type) {
        if (TemporalAccessor.class.isAssignableFrom(type)
                || TemporalAmount.class.isAssignableFrom(type)
                || Path.class.isAssignableFrom(type)
                || type == UUID.class
                || type == URI.class
                || type == URL.class
                || type == File.class
                || type == Character.class
                || Date.class.isAssignableFrom(type)) {
            return true;
        }
        if (type.getName().startsWith("java.") || type.isSynthetic() || type.isHidden()) {
            return false;
        }
        try {
            Class<?> owner = type.getMethod("toString").getDeclaringClass();
            return owner != Object.class && !owner.getName().startsWith("java.");
        } catch (NoSuchMethodException | LinkageError e) {
            return false;
        }
    }

    /** @param accessors null when the record's module does not let its fields be read */
    record OfRecord(String[] names, Method @Nullable [] accessors) {
        private static OfRecord look(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            String[] names = new String[components.length];
            Method[] accessors = new Method[components.length];
            for (int i = 0; i < components.length; i++) {
                names[i] = components[i].getName();
                accessors[i] = components[i].getAccessor();
                if (!accessors[i].trySetAccessible()) {
                    return new OfRecord(names, null);
                }
            }
            return new OfRecord(names, accessors);
        }
    }
}
