/**
 * MLflow's REST API, as far as its tracing clients call it. Paths, fields, defaults and errors are those of MLflow 3.11;
 * an experiment is a project. {@code docs/mlflow.md} lists what is answered.
 */
@NullMarked
package dev.spoor.server.mlflow;

import org.jspecify.annotations.NullMarked;
