/** The command, the course of a run, and its report. */
package counterstream.torture.run;
