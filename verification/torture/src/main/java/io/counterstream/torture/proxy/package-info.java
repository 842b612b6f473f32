/** The only way from the processors to the table, and what can go wrong on it. */
package io.counterstream.torture.proxy;
