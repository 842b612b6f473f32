/** The wire form of commands and outcomes: JSON, written in one way and read by two rules. */
package io.counterstream.contract.json;
