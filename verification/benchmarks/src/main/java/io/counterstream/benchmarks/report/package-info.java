/** Reports of the results, as medians with spread: a table, a plot, JSON, and the goals. */
package io.counterstream.benchmarks.report;
