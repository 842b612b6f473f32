/** The journal: the states that a counter's recent commands were decided against, and its codec. */
package io.counterstream.core.journal;
