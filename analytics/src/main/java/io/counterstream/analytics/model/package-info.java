/** What analytics keeps of outcomes, and how it changes with each: no I/O, no clock, no threads. */
package io.counterstream.analytics.model;
