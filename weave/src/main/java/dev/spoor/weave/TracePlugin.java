package dev.spoor.weave;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isAnnotatedWith;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import dev.spoor.sdk.Woven;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.annotation.AnnotationSource;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Weaves {@link dev.spoor.sdk.Trace} into methods that are annotated, private and static ones too, and into the public
 * methods of annotated classes. For Byte Buddy's Maven plugin:
 *
 * <pre>{@code
 * <plugin>
 *   <groupId>net.bytebuddy</groupId>
 *   <artifactId>byte-buddy-maven-plugin</artifactId>
 *   <version>1.18.7</version>
 *   <executions><execution><goals><goal>transform</goal></goals></execution></executions>
 *   <dependencies>
 *     <dependency><groupId>dev.spoor</groupId><artifactId>spoor-weave</artifactId><version>...</version></dependency>
 *   </dependencies>
 *   <configuration>
 *     <transformations>
 *       <transformation><plugin>dev.spoor.weave.TracePlugin</plugin></transformation>
 *     </transformations>
 *   </configuration>
 * </plugin>
 * }</pre>
 */
public final class TracePlugin implements Plugin {
    // By name: where the agent matches classes, the application's SDK may be out of its sight.
    private static final ElementMatcher.Junction<AnnotationSource> ANNOTATED =
            isAnnotatedWith(named("dev.spoor.sdk.Trace"));

    /** Which classes have anything to weave, and have not been woven: a build finds the classes of the one before. */
    public static final ElementMatcher.Junction<TypeDescription> TYPES =
            ElementMatchersOf.types(ANNOTATED).and(not(isAnnotatedWith(named("dev.spoor.sdk.Woven"))));

    @Override
    public boolean matches(TypeDescription type) {
        return TYPES.matches(type);
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator classFileLocator) {
        return weave(builder, type)
                .annotateType(AnnotationDescription.Builder.ofType(Woven.class).build());
    }

    /** The class with the calls in it. */
    public static DynamicType.Builder<?> weave(DynamicType.Builder<?> builder, TypeDescription type) {
        ElementMatcher.Junction<MethodDescription> methods = isMethod();
        methods = methods.and(not(isAbstract()))
                .and(not(isNative()))
                .and(not(isSynthetic()))
                .and(
                        ANNOTATED.matches(type)
                                ? ElementMatchersOf.methods(ANNOTATED).or(isPublic())
                                : ElementMatchersOf.methods(ANNOTATED));
        return builder.visit(Advice.to(TraceAdvice.class).on(methods));
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    /** Byte Buddy's matchers of annotations are of anything that can have some; these are of what is needed here. */
    private static final class ElementMatchersOf {
        static ElementMatcher.Junction<TypeDescription> types(ElementMatcher.Junction<AnnotationSource> annotated) {
            return ElementMatchersOf.<TypeDescription>of(annotated).or(declaresMethod(annotated));
        }

        static ElementMatcher.Junction<MethodDescription> methods(ElementMatcher.Junction<AnnotationSource> annotated) {
            return of(annotated);
        }

        private static <T extends AnnotationSource> ElementMatcher.Junction<T> of(
                ElementMatcher.Junction<AnnotationSource> annotated) {
            return new ElementMatcher.Junction.ForNonNullValues<T>() {
                @Override
                protected boolean doMatch(T target) {
                    return annotated.matches(target);
                }
            };
        }
    }
}
