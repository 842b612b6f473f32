/**
 * The proxies between the processors and the table, and between the processors and the brokers.
 * They inject faults.
 */
package io.counterstream.torture.proxy;
