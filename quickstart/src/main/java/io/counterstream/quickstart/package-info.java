/** The README's first command: everything in one process, and a tour. */
package io.counterstream.quickstart;
