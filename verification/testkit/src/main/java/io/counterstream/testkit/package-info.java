/** The servers and deployments of the integration tests, and their waits. */
package io.counterstream.testkit;
