package dev.spoor.otlp;

import dev.spoor.model.Attributes;

/** Chooses the project of spans by the resource that sent them. */
@FunctionalInterface
public interface ProjectChooser {

    /** The id of the project. */
    String projectFor(Attributes resource);

    /** One project for all. */
    static ProjectChooser always(String projectId) {
        return resource -> projectId;
    }
}
