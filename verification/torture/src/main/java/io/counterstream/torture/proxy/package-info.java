/** The proxy between the processors and the table, which injects faults. */
package io.counterstream.torture.proxy;
