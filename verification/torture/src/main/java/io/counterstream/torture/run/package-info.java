/** The command line, the phases of a run, and its report. */
package io.counterstream.torture.run;
