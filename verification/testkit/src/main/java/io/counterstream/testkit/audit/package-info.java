/** The audit of what a deployment's topics and table hold. */
package io.counterstream.testkit.audit;
