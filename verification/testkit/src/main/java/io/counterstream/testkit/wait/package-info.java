/** Waiting for a condition, with one time limit for all tests. */
package io.counterstream.testkit.wait;
