/** Small programs that use Counterstream from Java. */
package io.counterstream.examples;
