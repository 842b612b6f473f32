/** Tests of the sandbox itself. */
package io.counterstream.sandbox;
