/** The servers of the integration tests: real ones, in containers or in the test's own JVM. */
package io.counterstream.testkit;
