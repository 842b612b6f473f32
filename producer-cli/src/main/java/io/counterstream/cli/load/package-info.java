/** Sends commands at a constant rate and measures the latency of their outcomes. */
package io.counterstream.cli.load;
