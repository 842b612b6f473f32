/** Everything in one JVM, and a tour that shows what it does: the README's first command. */
package io.counterstream.quickstart;
