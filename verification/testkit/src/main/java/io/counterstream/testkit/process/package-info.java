/** Child JVMs of a test: started, watched, frozen and killed. */
package io.counterstream.testkit.process;
