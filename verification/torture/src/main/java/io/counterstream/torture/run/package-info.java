/** The command, the course of a run, and its report. */
package io.counterstream.torture.run;
