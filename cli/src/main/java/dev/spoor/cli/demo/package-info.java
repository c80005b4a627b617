/** Example runs of agents, sent through OpenTelemetry's own SDK as an application would. */
@NullMarked
package dev.spoor.cli.demo;

import org.jspecify.annotations.NullMarked;
