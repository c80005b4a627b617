package dev.spoor.server.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a component of {@link SpoorConfig} as a setting. The component's type says which texts it takes. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {

    /** What it does, for the user, in one or two sentences without the default. */
    String value();

    /** The default, written as a user would write it. */
    String byDefault();

    /** The smallest number allowed; bytes for sizes, milliseconds for durations. */
    long min() default Long.MIN_VALUE;

    /** The largest number allowed, likewise. */
    long max() default Long.MAX_VALUE;

    /** The flag of {@code spoor serve} for it; empty for none. */
    String flag() default "";
}
