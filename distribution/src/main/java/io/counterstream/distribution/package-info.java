/** The program that all modules make up. */
package io.counterstream.distribution;
