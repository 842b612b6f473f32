/** Tests of the sandbox itself: what it promises, whatever uses it. */
package io.counterstream.sandbox;
