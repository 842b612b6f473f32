/** What an operator does to items of the table, past the processors and the proxy. */
package io.counterstream.torture.table;
